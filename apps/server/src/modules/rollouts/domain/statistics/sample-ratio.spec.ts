import { binomial, seededRandom } from '../../../../../test/rollouts/random.js';
import { checkSampleRatio, NO_SAMPLE_RATIO, type SampledIds } from './sample-ratio.js';

const sampleOf = (treatment: number, control: number): SampledIds => ({
  treatment,
  control,
  distinct: treatment + control,
});
const gate = { percentage: 10, budget: 0.0005 };

describe('checkSampleRatio', () => {
  it('says nothing about few users', () => {
    const check = checkSampleRatio(NO_SAMPLE_RATIO, sampleOf(0, 100), gate);
    expect(check).toEqual({ state: NO_SAMPLE_RATIO, result: null });
  });

  it('finds arms that lost a third of their users', () => {
    const { result } = checkSampleRatio(NO_SAMPLE_RATIO, sampleOf(133, 1_800), gate);
    expect(result?.fires).toBe(true);
  });

  it('is content with what the percentage gives', () => {
    const { result } = checkSampleRatio(NO_SAMPLE_RATIO, sampleOf(205, 1_795), gate);
    expect(result).toMatchObject({ fires: false, expectedShare: 0.1 });
  });

  it('looks again only when the users have doubled', () => {
    const { state } = checkSampleRatio(NO_SAMPLE_RATIO, sampleOf(20, 180), gate);
    expect(state).toEqual({ looks: 1, distinct: 200 });
    expect(checkSampleRatio(state, sampleOf(300, 99), gate).result).toBeNull();
    expect(checkSampleRatio(state, sampleOf(301, 99), gate).result?.fires).toBe(true);
  });

  it('has nothing to compare at 100 %', () => {
    const all = { percentage: 100, budget: 0.0005 };
    expect(checkSampleRatio(NO_SAMPLE_RATIO, sampleOf(900, 0), all).result).toBeNull();
  });

  it('is wrong about at most its budget of fair rollouts, over all looks', () => {
    const random = seededRandom(3);
    const loose = { percentage: 30, budget: 0.05 };
    let fired = 0;
    for (let run = 0; run < 1_000; run++) {
      let state = NO_SAMPLE_RATIO;
      let [treatment, users] = [0, 0];
      while (users < 2_000) {
        const more = Math.max(128, users);
        treatment += binomial(random, more, 0.3);
        users += more;
        const check = checkSampleRatio(state, sampleOf(treatment, users - treatment), loose);
        state = check.state;
        if (check.result?.fires) {
          fired++;
          break;
        }
      }
    }
    expect(fired / 1_000).toBeLessThanOrEqual(0.05);
    expect(fired).toBeGreaterThan(5);
  });
});
