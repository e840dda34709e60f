import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Lets Python programs sleep for a second at most; answers the variable that makes them. `aws cloudformation deploy` looks
 * each 30 seconds, whatever is set: who is a moment too early waits for all of it. Version 2 of the AWS CLI brings a Python
 * of its own and takes no notice.
 */
export function makePythonImpatient(folder: string): { readonly PYTHONPATH: string } {
  const code = "import time\n_sleep = time.sleep\ntime.sleep = lambda seconds: _sleep(min(seconds, 1))\n";
  writeFileSync(join(folder, "sitecustomize.py"), code);
  return { PYTHONPATH: folder };
}
