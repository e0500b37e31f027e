/**
 * Enables and disables through the admin API, `parallel` at a time for `seconds`; per second. Each
 * worker has flags of its own, and every request changes something.
 */
export async function measureToggles({ admin, project, parallel, seconds }) {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const worker = async (index) => {
    const own = project.flags.filter((_, i) => i % parallel === index);
    for (let i = 0; performance.now() < end; i++) {
      const flag = own[i % own.length];
      const on = !project.enabled.has(flag);
      await admin.post(`${project.path}/flags/${flag}/${on ? 'enable' : 'disable'}`);
      if (on) project.enabled.add(flag);
      else project.enabled.delete(flag);
      done++;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: parallel }, (_, index) => worker(index)));
  return done / ((performance.now() - started) / 1000);
}
