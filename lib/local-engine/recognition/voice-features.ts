const SAMPLE_RATE = 16_000;
const FRAME_LENGTH = 512;
const FRAME_STEP = 256;
/** Twice the frame, so that the autocorrelation, taken from the spectrum, does not wrap around. */
const FFT_LENGTH = 2 * FRAME_LENGTH;
const MEL_BANDS = 26;
const LOWEST_HZ = 80;
const HIGHEST_HZ = 7_000;
const CEPSTRA = 14;
const LOWEST_PITCH_HZ = 65;
const HIGHEST_PITCH_HZ = 400;
/** How periodic a frame must be to count as voiced. */
const VOICED_CORRELATION = 0.5;

/** How many numbers describe a frame: mel-frequency cepstra 1 to 14, and the logarithm of the pitch. */
export const FEATURE_COUNT = CEPSTRA + 1;

const cosines = Float64Array.from({ length: FFT_LENGTH / 2 }, (_, index) => Math.cos((2 * Math.PI * index) / FFT_LENGTH));
const sines = Float64Array.from({ length: FFT_LENGTH / 2 }, (_, index) => -Math.sin((2 * Math.PI * index) / FFT_LENGTH));
const window = Float64Array.from({ length: FRAME_LENGTH }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / FRAME_LENGTH));
const windowCorrelation = correlationOf(powerSpectrum(window));
const bands = melBands();
const cosineRows = Array.from({ length: CEPSTRA }, (_, order) =>
  Array.from({ length: MEL_BANDS }, (_unused, band) => Math.cos((Math.PI * (order + 1) * (band + 0.5)) / MEL_BANDS)),
);

/**
 * Describes the voice in 16-bit samples of 16 kHz: for each voiced frame (32 ms, every 16 ms) `FEATURE_COUNT` numbers
 * that tell how the vocal tract shapes the sound (mel-frequency cepstra without the loudness) and how high the voice is
 * (ln Hz). Frames without a pitch are left out.
 */
export function voiceFeatures(samples: Int16Array): Float64Array[] {
  const features: Float64Array[] = [];
  const frame = new Float64Array(FRAME_LENGTH);
  for (let start = 0; start + FRAME_LENGTH <= samples.length; start += FRAME_STEP) {
    for (let index = 0; index < FRAME_LENGTH; index += 1) frame[index] = ((samples[start + index] ?? 0) / 32_768) * (window[index] ?? 0);
    const power = powerSpectrum(frame);
    const pitchHz = pitchOf(correlationOf(power));
    if (pitchHz !== undefined) features.push(Float64Array.of(...cepstra(power), Math.log(pitchHz)));
  }
  return features;
}

function cepstra(power: Float64Array): number[] {
  const levels = bands.map(({ from, weights }) => {
    let energy = 1e-9;
    for (let index = 0; index < weights.length; index += 1) energy += (weights[index] ?? 0) * (power[from + index] ?? 0);
    return Math.log(energy);
  });
  return cosineRows.map((row) => {
    let sum = 0;
    for (let band = 0; band < MEL_BANDS; band += 1) sum += (levels[band] ?? 0) * (row[band] ?? 0);
    return sum;
  });
}

/** The pitch at the highest peak of the autocorrelation, in Hz; undefined for a frame that has none. */
function pitchOf(correlation: Float64Array): number | undefined {
  const energy = correlation[0] ?? 0;
  if (energy < 1e-9) return undefined;
  const at = (lag: number) => ((correlation[lag] ?? 0) / energy) * ((windowCorrelation[0] ?? 1) / (windowCorrelation[lag] ?? 1));
  let best = { lag: 0, height: VOICED_CORRELATION };
  for (let lag = Math.ceil(SAMPLE_RATE / HIGHEST_PITCH_HZ); lag <= SAMPLE_RATE / LOWEST_PITCH_HZ; lag += 1) {
    const height = at(lag);
    // A multiple of the period is as high: the shorter lag has to be beaten clearly.
    if (height > best.height * 1.03 && height >= at(lag - 1) && height >= at(lag + 1)) best = { lag, height };
  }
  return best.lag === 0 ? undefined : SAMPLE_RATE / best.lag;
}

interface Band {
  readonly from: number;
  readonly weights: readonly number[];
}

function melBands(): Band[] {
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const hz = (value: number) => 700 * (Math.exp(value / 1127) - 1);
  const step = (mel(HIGHEST_HZ) - mel(LOWEST_HZ)) / (MEL_BANDS + 1);
  const edges = Array.from({ length: MEL_BANDS + 2 }, (_, index) => (hz(mel(LOWEST_HZ) + index * step) / SAMPLE_RATE) * FFT_LENGTH);
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const [left = 0, middle = 0, right = 0] = edges.slice(band, band + 3);
    const from = Math.ceil(left);
    const weights = Array.from({ length: Math.floor(right) - from + 1 }, (_unused, index) =>
      Math.min((from + index - left) / (middle - left), (right - from - index) / (right - middle)),
    );
    return { from, weights };
  });
}

/** The power of each frequency of a frame, padded with zeros to `FFT_LENGTH`. */
function powerSpectrum(frame: Float64Array): Float64Array {
  const real = new Float64Array(FFT_LENGTH);
  const imaginary = new Float64Array(FFT_LENGTH);
  real.set(frame);
  transform(real, imaginary);
  for (let index = 0; index < FFT_LENGTH; index += 1) real[index] = (real[index] ?? 0) ** 2 + (imaginary[index] ?? 0) ** 2;
  return real;
}

/** The autocorrelation that belongs to a power spectrum. */
function correlationOf(power: Float64Array): Float64Array {
  const real = Float64Array.from(power);
  transform(real, new Float64Array(FFT_LENGTH));
  return real;
}

/** The discrete Fourier transform in place, of `FFT_LENGTH` values (radix 2, Cooley and Tukey). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let index = 1, reversed = 0; index < FFT_LENGTH; index += 1) {
    let bit = FFT_LENGTH >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) {
      [real[index], real[reversed]] = [real[reversed] ?? 0, real[index] ?? 0];
      [imaginary[index], imaginary[reversed]] = [imaginary[reversed] ?? 0, imaginary[index] ?? 0];
    }
  }
  for (let half = 1; half < FFT_LENGTH; half *= 2) {
    const turn = FFT_LENGTH / (2 * half);
    for (let offset = 0; offset < half; offset += 1) {
      const cosine = cosines[offset * turn] ?? 0;
      const sine = sines[offset * turn] ?? 0;
      for (let even = offset; even < FFT_LENGTH; even += 2 * half) {
        const odd = even + half;
        const oddReal = real[odd] ?? 0;
        const oddImaginary = imaginary[odd] ?? 0;
        const turnedReal = oddReal * cosine - oddImaginary * sine;
        const turnedImaginary = oddReal * sine + oddImaginary * cosine;
        real[odd] = (real[even] ?? 0) - turnedReal;
        imaginary[odd] = (imaginary[even] ?? 0) - turnedImaginary;
        real[even] = (real[even] ?? 0) + turnedReal;
        imaginary[even] = (imaginary[even] ?? 0) + turnedImaginary;
      }
    }
  }
}
