// Imported before everything else, so that an old Node gets one clear line instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    'Sluice needs Node 20.19 or newer; this is ' +
      process.versions.node +
      '. Install a newer one, for example from https://nodejs.org.',
  );
  process.exit(1);
}
