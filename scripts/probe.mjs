// node probe.mjs <url>: ends with 0 when the address answers with success within 4 s. For containers,
// whose images have no curl.
const WITHIN_MS = 4_000;

try {
  const response = await fetch(process.argv[2], { signal: AbortSignal.timeout(WITHIN_MS) });
  if (!response.ok) {
    console.error(`${response.status} ${await response.text()}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
