/** What is kept of any number of frames: enough for their mean and covariance, and for those of two sets together. */
export interface VoiceSum {
  readonly count: number;
  readonly sums: Float64Array;
  /** Row by row. */
  readonly products: Float64Array;
}

/**
 * How far apart the means of two sets must be to count as two voices, in standard deviations within them. It is the same
 * for any number of frames: what is repeated has more of them and says no more about a voice.
 */
const LEAST_DISTANCE = 1.85;
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
  readonly members: readonly number[];
}

/**
 * Tells speakers apart: gives each stretch of speech the number of its speaker, counted from 0 in the order in which
 * they first speak. The two clusters that are most alike, by the distance of Mahalanobis (1936) between their means, are
 * joined for as long as any two are closer than two voices are. Short stretches go to the cluster that they fit best.
 */
export async function clusterSpeakers(stretches: readonly VoiceSum[]): Promise<number[]> {
  const clusters = stretches.map((sum, index): Cluster => ({ sum, members: [index] }));
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
  const distances = founders.map((founder) => distanceOf(founder.sum, cluster.sum));
  return distances.indexOf(Math.min(...distances));
}

/** Numbers for names, from 0 in the order in which the names first come. */
export function inOrderOfAppearance(speakers: readonly unknown[]): number[] {
  const order = [...new Set(speakers)];
  return speakers.map((speaker) => order.indexOf(speaker));
}

function joinAlike(given: readonly Cluster[]): Cluster[] {
  const clusters = [...given];
  const distances = clusters.map((one, row) => clusters.slice(0, row).map((other) => distanceOf(one.sum, other.sum)));
  for (;;) {
    let best = { row: -1, column: -1, distance: LEAST_DISTANCE };
    for (const [row, line] of distances.entries()) {
      for (const [column, distance] of line.entries()) if (distance < best.distance) best = { row, column, distance };
    }
    const one = clusters[best.row];
    const other = clusters[best.column];
    if (one === undefined || other === undefined) return clusters;
    const joined = { sum: together(one.sum, other.sum), members: [...one.members, ...other.members] };
    clusters[best.column] = joined;
    clusters.splice(best.row, 1);
    distances.splice(best.row, 1);
    for (const line of distances.slice(best.row)) line.splice(best.row, 1);
    for (const [index, cluster] of clusters.entries()) {
      if (index === best.column) continue;
      const line = distances[Math.max(index, best.column)];
      if (line !== undefined) line[Math.min(index, best.column)] = distanceOf(joined.sum, cluster.sum);
    }
  }
}

function together(one: VoiceSum, other: VoiceSum): VoiceSum {
  return {
    count: one.count + other.count,
    sums: one.sums.map((value, index) => value + (other.sums[index] ?? 0)),
    products: one.products.map((value, index) => value + (other.products[index] ?? 0)),
  };
}

/**
 * The distance between two means in standard deviations of the covariance within both sets: its Cholesky decomposition
 * row by row, and with each row one more number of the difference.
 */
function distanceOf(one: VoiceSum, other: VoiceSum): number {
  const size = one.sums.length;
  const count = one.count + other.count;
  const lower = new Float64Array(size * size);
  const apart = new Float64Array(size);
  let squared = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let value = (scatterOf(one, row, column) + scatterOf(other, row, column)) / count;
      for (let index = 0; index < column; index += 1) value -= (lower[row * size + index] ?? 0) * (lower[column * size + index] ?? 0);
      lower[row * size + column] = row === column ? Math.sqrt(Math.max(value, VARIANCE_FLOOR)) : value / (lower[column * size + column] ?? 1);
    }
    let value = (one.sums[row] ?? 0) / one.count - (other.sums[row] ?? 0) / other.count;
    for (let index = 0; index < row; index += 1) value -= (lower[row * size + index] ?? 0) * (apart[index] ?? 0);
    value /= lower[row * size + row] ?? 1;
    apart[row] = value;
    squared += value ** 2;
  }
  return Math.sqrt(squared);
}

function scatterOf({ count, sums, products }: VoiceSum, row: number, column: number): number {
  return (products[row * sums.length + column] ?? 0) - ((sums[row] ?? 0) * (sums[column] ?? 0)) / count;
}
