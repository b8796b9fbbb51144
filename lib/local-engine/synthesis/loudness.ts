const FULL_SCALE = 32_768;
const BLOCK_SECONDS = 0.4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
const OFFSET_LUFS = -0.691;

/** A second-order filter: numerator b0, b1, b2 and denominator 1, a1, a2. */
type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/**
 * The two filters of the K-weighting in ITU-R BS.1770-4 for any sample rate. The standard has them for 48 kHz only;
 * these are the analogue prototypes of those, brought to `sampleRate` by the bilinear transform.
 */
function weighting(sampleRate: number): readonly [shelf: Biquad, highPass: Biquad] {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const shelfQ = 0.7071752369554196;
  const gain = 10 ** (3.999843853973347 / 20);
  const middle = gain ** 0.4996667741545416;
  const shelfNorm = 1 + shelfK / shelfQ + shelfK ** 2;
  const highPassK = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const highPassQ = 0.5003270373238773;
  const highPassNorm = 1 + highPassK / highPassQ + highPassK ** 2;
  return [
    [
      (gain + (middle * shelfK) / shelfQ + shelfK ** 2) / shelfNorm,
      (2 * (shelfK ** 2 - gain)) / shelfNorm,
      (gain - (middle * shelfK) / shelfQ + shelfK ** 2) / shelfNorm,
      (2 * (shelfK ** 2 - 1)) / shelfNorm,
      (1 - shelfK / shelfQ + shelfK ** 2) / shelfNorm,
    ],
    [
      1,
      -2,
      1,
      (2 * (highPassK ** 2 - 1)) / highPassNorm,
      (1 - highPassK / highPassQ + highPassK ** 2) / highPassNorm,
    ],
  ];
}

function filter([b0, b1, b2, a1, a2]: Biquad): (sample: number) => number {
  let state1 = 0;
  let state2 = 0;
  return (sample) => {
    const result = b0 * sample + state1;
    state1 = b1 * sample - a1 * result + state2;
    state2 = b2 * sample - a2 * result;
    return result;
  };
}

/**
 * The integrated loudness of mono sound in LUFS after ITU-R BS.1770-4: K-weighted, in blocks of 400 ms (without
 * overlap), gated at −70 LUFS and 10 LU below the mean. −∞ for silence.
 */
export function integratedLoudness(samples: Int16Array, sampleRate: number): number {
  const [shelf, highPass] = weighting(sampleRate).map(filter) as [ReturnType<typeof filter>, ReturnType<typeof filter>];
  const blockLength = Math.round(BLOCK_SECONDS * sampleRate);
  const powers: number[] = [];
  for (let start = 0; start < samples.length; start += blockLength) {
    let sum = 0;
    const block = samples.subarray(start, start + blockLength);
    for (const sample of block) sum += highPass(shelf(sample / FULL_SCALE)) ** 2;
    powers.push(sum / block.length);
  }
  const audible = powers.filter((power) => loudnessOf(power) > ABSOLUTE_GATE_LUFS);
  const gate = loudnessOf(mean(audible)) + RELATIVE_GATE_LU;
  return loudnessOf(mean(audible.filter((power) => loudnessOf(power) > gate)));
}

function loudnessOf(power: number): number {
  return OFFSET_LUFS + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
