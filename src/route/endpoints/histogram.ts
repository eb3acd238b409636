import { headText, labelsText, type Metric, type MetricName } from './metric.ts'
import { openSeries } from './series.ts'

/** How values are spread, by the values of labels. */
export interface Histogram extends Metric {
  /** A value that is negative or no number is not counted. */
  readonly observe: (labels: readonly string[], value: number) => void
}

/** `bounds` are the upper ones of the buckets, ascending; one without a bound follows. */
export function openHistogram(metric: MetricName, bounds: readonly number[]): Histogram {
  const series = openSeries<Spread>(() => ({ counts: bounds.map(() => 0), all: 0, sum: 0 }))
  return {
    observe: (labels, value) => {
      if (!(value >= 0 && Number.isFinite(value))) return
      const spread = series.of(labels)
      const index = bounds.findIndex((bound) => value <= bound)
      if (index !== -1) spread.counts[index] = (spread.counts[index] ?? 0) + 1
      spread.all += 1
      spread.sum += value
    },
    text: () => {
      const lines = series.sorted().flatMap(({ values, held }) => spreadLines(held, values))
      return headText(metric, 'histogram') + lines.join('')
    },
  }

  function spreadLines({ counts, all, sum }: Spread, values: readonly string[]): string[] {
    const { name, labels } = metric
    let upTo = 0
    const buckets = bounds.map((bound, index) => {
      upTo += counts[index] ?? 0
      return bucketLine(String(bound), upTo)
    })
    const plain = labelsText(labels, values)
    const ends = [`${name}_sum${plain} ${sum}\n`, `${name}_count${plain} ${all}\n`]
    return [...buckets, bucketLine('+Inf', all), ...ends]

    function bucketLine(bound: string, count: number): string {
      return `${name}_bucket${labelsText([...labels, 'le'], [...values, bound])} ${count}\n`
    }
  }
}

interface Spread {
  /** By bucket, not added up; what exceeds the last bound is only in `all`. */
  readonly counts: number[]
  all: number
  sum: number
}
