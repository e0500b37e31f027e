/** Enables and disables through the admin API, `parallel` at a time for `seconds`; per second. */
export async function measureToggles({ admin, project, parallel, seconds }) {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const worker = async (index) => {
    let on = true;
    for (let i = index; performance.now() < end; i += parallel) {
      const flag = project.flags[i % project.flags.length];
      await admin.post(`${project.path}/flags/${flag}/${on ? 'enable' : 'disable'}`);
      done++;
      if ((i / parallel) % project.flags.length === 0) on = !on;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: parallel }, (_, index) => worker(index)));
  return done / ((performance.now() - started) / 1000);
}
