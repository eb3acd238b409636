import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeRecord } from '../../src/trace/index.ts'
import { runs } from '../runs.ts'
import { linesOf, runArbitrary } from './recorded-run.ts'
import { flowTrace } from './sample-flows.ts'
import { sampleTrace } from './sample-trace.ts'

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('src/trace/trace.schema.json', 'utf8')),
)

/** What the schema has against a line. */
function errorsIn(line: string): readonly unknown[] {
  return validate(JSON.parse(line)) ? [] : (validate.errors ?? [])
}

const SAMPLE = `${sampleTrace()}${flowTrace()}`.split('\n').slice(0, -1)

test.each([{}, { decisions: 'once' }] as const)(
  'what is written is as the schema says',
  (writing) => {
    for (const line of `${sampleTrace(writing)}${flowTrace(writing)}`.split('\n').slice(0, -1)) {
      expect(errorsIn(line), line.slice(0, 200)).toEqual([])
    }
    fc.assert(
      fc.property(runArbitrary, (run) => {
        for (const line of linesOf([run], writing)) expect(errorsIn(line)).toEqual([])
      }),
      runs(40),
    )
  },
)

test('a record of a later version is as the schema says', () => {
  expect(errorsIn('{"record":"note","writer":"w","seq":1,"prev":null,"text":"x"}')).toEqual([])
})

test('what lacks a member that the schema requires cannot be read', () => {
  for (const line of SAMPLE) {
    const record: Record<string, unknown> = JSON.parse(line)
    for (const name of Object.keys(record)) {
      const { [name]: _, ...rest } = record
      const text = JSON.stringify(rest)
      if (errorsIn(text).length > 0) expect(decodeRecord(text).ok, `${name} of ${line}`).toBe(false)
    }
  }
})

test('what has a member of another kind than the schema says cannot be read', () => {
  for (const line of SAMPLE) {
    const record: Record<string, unknown> = JSON.parse(line)
    for (const name of Object.keys(record)) {
      const text = JSON.stringify({ ...record, [name]: { strange: [] } })
      const isLoose = ['params', 'map', 'state', 'request', 'decision', 'catalog'].includes(name)
      if (!isLoose) expect(decodeRecord(text).ok, `${name} of ${line}`).toBe(false)
    }
  }
})
