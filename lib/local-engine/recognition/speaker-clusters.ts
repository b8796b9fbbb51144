/** What is kept of any number of frames: enough for their mean and covariance, and for those of two sets together. */
export interface VoiceSum {
  readonly count: number;
  readonly sums: Float64Array;
  /** Row by row. */
  readonly products: Float64Array;
}

/** How much two sets must differ before they count as two voices, as a factor of the penalty of the criterion. */
const PENALTY_WEIGHT = 1.7;
/** More than so many frames count as so many: an hour of one voice would else split by its moods. */
const MOST_FRAMES = 2_000;
/** So few frames (16 ms each) say little about a voice: they join what is there and found nothing. */
const LEAST_FRAMES = 60;
/** So many stretches are compared at once, all with all; what comes of them is compared again. */
const GROUP_SIZE = 60;
/** Keeps the covariance of few frames from being singular. */
const VARIANCE_FLOOR = 1e-3;

/** The sum of frames that all have as many features. */
export function sumVoice(frames: readonly Float64Array[], featureCount: number): VoiceSum {
  const sums = new Float64Array(featureCount);
  const products = new Float64Array(featureCount * featureCount);
  for (const frame of frames) {
    for (const [row, value] of frame.entries()) {
      sums[row] = (sums[row] ?? 0) + value;
      for (const [column, other] of frame.entries()) {
        const index = row * featureCount + column;
        products[index] = (products[index] ?? 0) + value * other;
      }
    }
  }
  return { count: frames.length, sums, products };
}

interface Cluster {
  readonly sum: VoiceSum;
  readonly spread: number;
  readonly members: readonly number[];
}

/**
 * Tells speakers apart: gives each stretch of speech the number of its speaker, counted from 0 in the order in which
 * they first speak. The two clusters that are most alike are joined for as long as one Gaussian describes both better
 * than two do, by the Bayesian information criterion (Chen and Gopalakrishnan, 1998). Short stretches go to the cluster
 * that they fit best.
 */
export async function clusterSpeakers(stretches: readonly VoiceSum[]): Promise<number[]> {
  const clusters = stretches.map((sum, index): Cluster => ({ sum, spread: spreadOf(sum), members: [index] }));
  const most = stretches.reduce((highest, { count }) => Math.max(highest, count), 1);
  const least = Math.min(LEAST_FRAMES, most);
  let alike = clusters.filter(({ sum }) => sum.count >= least);
  for (let before = Infinity; alike.length < before && alike.length > GROUP_SIZE; ) {
    before = alike.length;
    const joined: Cluster[] = [];
    for (let from = 0; from < alike.length; from += GROUP_SIZE) {
      joined.push(...joinAlike(alike.slice(from, from + GROUP_SIZE)));
      // The server has other things to do meanwhile.
      await new Promise(setImmediate);
    }
    alike = joined;
  }
  const founders = joinAlike(alike.toSorted((one, other) => other.sum.count - one.sum.count).slice(0, GROUP_SIZE));
  const speakers = new Array<number | undefined>(stretches.length).fill(undefined);
  for (const [speaker, { members }] of founders.entries()) for (const member of members) speakers[member] = speaker;
  for (const [index, cluster] of clusters.entries()) {
    // Without a voice nothing can be told: whoever spoke before is the best guess.
    speakers[index] ??= cluster.sum.count === 0 ? (speakers[index - 1] ?? 0) : closest(founders, cluster);
  }
  return inOrderOfAppearance(speakers);
}

function closest(founders: readonly Cluster[], cluster: Cluster): number {
  const costs = founders.map((founder) => difference(founder, cluster));
  return costs.indexOf(Math.min(...costs));
}

/** Numbers for names, from 0 in the order in which the names first come. */
export function inOrderOfAppearance(speakers: readonly unknown[]): number[] {
  const order = [...new Set(speakers)];
  return speakers.map((speaker) => order.indexOf(speaker));
}

function joinAlike(given: readonly Cluster[]): Cluster[] {
  const clusters = [...given];
  const costs = clusters.map((one, row) => clusters.map((other, column) => (column < row ? difference(one, other) : Infinity)));
  for (;;) {
    let best = { row: -1, column: -1, cost: 0 };
    for (const [row, line] of costs.entries()) {
      for (const [column, cost] of line.entries()) if (column < row && cost < best.cost) best = { row, column, cost };
    }
    const one = clusters[best.row];
    const other = clusters[best.column];
    if (one === undefined || other === undefined) return clusters;
    const sum = together(one.sum, other.sum);
    const joined = { sum, spread: spreadOf(sum), members: [...one.members, ...other.members] };
    clusters[best.column] = joined;
    clusters.splice(best.row, 1);
    costs.splice(best.row, 1);
    for (const line of costs) line.splice(best.row, 1);
    for (const [index, cluster] of clusters.entries()) {
      if (index === best.column) continue;
      const line = costs[Math.max(index, best.column)];
      if (line !== undefined) line[Math.min(index, best.column)] = difference(joined, cluster);
    }
  }
}

/** What is lost by describing two clusters as one, less what is saved: below 0 they are one voice. */
function difference(one: Cluster, other: Cluster): number {
  const first = limited(one.sum);
  const second = limited(other.sum);
  const both = together(first, second);
  const size = both.sums.length;
  const parameters = size + (size * (size + 1)) / 2;
  const loss = (both.count * spreadOf(both) - first.count * one.spread - second.count * other.spread) / 2;
  return loss - (PENALTY_WEIGHT / 2) * parameters * Math.log(both.count);
}

/** The same mean and covariance, from `MOST_FRAMES` at most. */
function limited(sum: VoiceSum): VoiceSum {
  const share = MOST_FRAMES / sum.count;
  if (share >= 1) return sum;
  return { count: MOST_FRAMES, sums: sum.sums.map((value) => value * share), products: sum.products.map((value) => value * share) };
}

function together(one: VoiceSum, other: VoiceSum): VoiceSum {
  return {
    count: one.count + other.count,
    sums: one.sums.map((value, index) => value + (other.sums[index] ?? 0)),
    products: one.products.map((value, index) => value + (other.products[index] ?? 0)),
  };
}

/** The logarithm of the determinant of the covariance, by Cholesky's decomposition. */
function spreadOf({ count, sums, products }: VoiceSum): number {
  if (count === 0) return 0;
  const size = sums.length;
  const lower = new Float64Array(size * size);
  let logarithm = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let value = (products[row * size + column] ?? 0) / count - ((sums[row] ?? 0) / count) * ((sums[column] ?? 0) / count);
      for (let index = 0; index < column; index += 1) value -= (lower[row * size + index] ?? 0) * (lower[column * size + index] ?? 0);
      if (row === column) {
        const pivot = Math.max(value, VARIANCE_FLOOR);
        lower[row * size + row] = Math.sqrt(pivot);
        logarithm += Math.log(pivot);
      } else {
        lower[row * size + column] = value / (lower[column * size + column] ?? 1);
      }
    }
  }
  return logarithm;
}
