/*
 * A strict reader of Prometheus' text exposition format 0.0.4, after its published description:
 * one HELP and one TYPE line before the samples of a family, the samples of a family together, no
 * series twice, labels escaped, histograms cumulative and complete. It throws at the first fault.
 */

export interface Sample {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

export interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: Sample[]
}

export function readExposition(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end in a line feed')
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  let help: readonly [name: string, text: string] | undefined
  let family: Family | undefined
  for (const line of text.slice(0, -1).split('\n')) {
    const head = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line)
    if (head !== null) {
      const [, kind, name = '', rest = ''] = head
      if (kind === 'HELP') {
        help = [name, rest]
        family = undefined
        continue
      }
      if (help?.[0] !== name) throw new Error(`TYPE without HELP: ${line}`)
      if (families.has(name)) throw new Error(`a family twice: ${name}`)
      if (!/^(counter|gauge|histogram)$/.test(rest)) throw new Error(`no type: ${line}`)
      family = { name, type: rest, help: help[1], samples: [] }
      families.set(name, family)
      continue
    }
    const sample = readSample(line)
    if (family === undefined || !isOf(family, sample.name)) throw new Error(`astray: ${line}`)
    const series = `${sample.name}${JSON.stringify([...sample.labels].sort())}`
    if (seen.has(series)) throw new Error(`a series twice: ${line}`)
    seen.add(series)
    family.samples.push(sample)
  }
  for (const each of families.values()) if (each.type === 'histogram') checkHistogram(each)
  return families
}

function isOf({ name, type }: Family, sample: string): boolean {
  if (type !== 'histogram') return sample === name
  return [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sample)
}

// A line ends with a line feed and with nothing else: in the sense of a pattern U+2028 ends one too.
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/s
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(,|$)/y

function readSample(line: string): Sample {
  const [, name, inner = '', written = ''] = SAMPLE.exec(line) ?? []
  if (name === undefined) throw new Error(`no sample: ${line}`)
  const value = Number(written)
  if (!Number.isFinite(value)) throw new Error(`no value: ${line}`)
  const labels = new Map<string, string>()
  LABEL.lastIndex = 0
  while (LABEL.lastIndex < inner.length) {
    const [, label = '', text = ''] = LABEL.exec(inner) ?? []
    if (label === '' || labels.has(label)) throw new Error(`no labels: ${line}`)
    labels.set(
      label,
      text.replace(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char)),
    )
  }
  return { name, labels, value }
}

function checkHistogram({ name, samples }: Family): void {
  const groups = new Map<string, Sample[]>()
  for (const sample of samples) {
    const labels = [...sample.labels].filter(([label]) => label !== 'le')
    const key = JSON.stringify(labels)
    groups.set(key, [...(groups.get(key) ?? []), sample])
  }
  for (const [key, group] of groups) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels }) =>
      Number(labels.get('le')?.replace('+Inf', 'Infinity')),
    )
    const counts = buckets.map(({ value }) => value)
    const count = group.find((sample) => sample.name === `${name}_count`)?.value
    const isAscending = (values: readonly number[]): boolean =>
      values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0))
    if (!isAscending(bounds) || bounds.at(-1) !== Number.POSITIVE_INFINITY) {
      throw new Error(`bounds of ${name}${key}: ${bounds}`)
    }
    if (!isAscending(counts) || counts.at(-1) !== count) {
      throw new Error(`counts of ${name}${key}: ${counts}, of ${count}`)
    }
    if (!group.some((sample) => sample.name === `${name}_sum`)) throw new Error(`no sum of ${name}`)
  }
}
