import { headText, labelsText, type Metric, type MetricName } from './metric.ts'
import { openSeries } from './series.ts'

/** What only grows, by the values of labels. */
export interface Counter extends Metric {
  /** An amount that is negative or no number is not added; 0 makes the series show. */
  readonly add: (labels: readonly string[], amount?: number) => void
}

export function openCounter(metric: MetricName): Counter {
  const series = openSeries(() => ({ value: 0 }))
  return {
    add: (labels, amount = 1) => {
      if (amount >= 0 && Number.isFinite(amount)) series.of(labels).value += amount
    },
    text: () => {
      const lines = series.sorted().map(({ values, held }) => {
        return `${metric.name}${labelsText(metric.labels, values)} ${held.value}\n`
      })
      return headText(metric, 'counter') + lines.join('')
    },
  }
}
