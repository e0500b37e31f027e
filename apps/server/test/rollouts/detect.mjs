// node detect.mjs <fault as JSON> <runs>: prints the median time to rollback in seconds, and what ended the rollouts.
import { importTypeScript } from '../import-typescript.mjs';

const { detections } = await importTypeScript('apps/server/test/rollouts/detection.ts');
const [fault, runs] = process.argv.slice(2);
const { times, codes } = detections(JSON.parse(fault), Number(runs));
console.log(JSON.stringify({ median: times[Math.floor(times.length / 2)], codes }));
