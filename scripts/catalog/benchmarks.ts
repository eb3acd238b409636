import { parse } from 'yaml'
import { scaleDecimal } from '../../src/base/decimal.ts'

/** The figures of one model: field by field, and the note of where each comes from. */
export interface Figures {
  readonly values: Readonly<Record<string, number>>
  readonly source: Readonly<Record<string, string>>
}

export interface Benchmarks {
  readonly sources: Readonly<Record<string, unknown>>
  readonly models: ReadonlyMap<string, Figures>
}

/** Reads the hand-kept file. Figures are percentages there and ratios in the catalog. */
export function readBenchmarks(text: string): Benchmarks {
  // The file is part of the project and its shape is checked by a test of the catalog it makes.
  const { sources, models } = parse(text) as BenchmarkFile
  return { sources, models: new Map(Object.entries(models).map(([id, row]) => [id, figures(row)])) }
}

interface BenchmarkFile {
  readonly sources: Record<string, unknown>
  readonly models: Record<string, BenchmarkRow>
}

interface BenchmarkRow {
  readonly livebench?: { readonly row: string } & Record<string, number | string>
  readonly bfcl?: { readonly row: string; readonly overall: number }
}

function figures({ livebench, bfcl }: BenchmarkRow): Figures {
  const values: Record<string, number> = {}
  const source: Record<string, string> = {}
  if (livebench !== undefined) {
    const { row, average, ...categories } = livebench
    values.quality = ratio(average)
    for (const [name, percent] of Object.entries(categories)) {
      values[`quality.${name}`] = ratio(percent)
    }
    source.quality = `livebench#${row}`
  }
  if (bfcl !== undefined) {
    values.tool_calling = ratio(bfcl.overall)
    source.tool_calling = `bfcl#${bfcl.row}`
  }
  return { values, source }
}

function ratio(percent: number | string | undefined): number {
  return scaleDecimal(String(percent), { factor: 1n, exponent: -2 })
}
