/** Prints `N passed, N failed` as the very last line: what CI reads. */
class CountReporter {
  onRunComplete(_contexts, results) {
    // A suite that did not even load has no tests to count; it is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}\n`;
    // Jest prints its own summary after all other reporters, so this one waits for the end.
    process.once("exit", () => process.stdout.write(line));
  }
}

module.exports = CountReporter;
