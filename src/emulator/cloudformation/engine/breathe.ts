/** Milliseconds of work between two pauses. */
const STRETCH = 5;

let lastPause = performance.now();

/** Lets other requests be served now and then: creating simulated resources waits for nothing by itself. */
export async function breathe(): Promise<void> {
  if (performance.now() - lastPause < STRETCH) return;
  await new Promise<void>((resolve) => setImmediate(resolve));
  lastPause = performance.now();
}
