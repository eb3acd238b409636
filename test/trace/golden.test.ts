import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decodeRecord, openReplay, signatureReader, verify } from '../../src/trace/index.ts'

/**
 * Traces of earlier versions, byte for byte as they were written: they must verify and replay for
 * ever. Nothing here is ever written anew; a version that changes the format adds a folder.
 */
const FOLDER = 'fixtures/traces/v1'

const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'))

function linesIn(name: string): readonly string[] {
  return readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n').slice(0, -1)
}

describe.each(FILES)('%s', (name) => {
  const lines = linesIn(name)

  test('is intact', () => {
    expect(verify(lines).faults).toEqual([])
  })

  test('replays', () => {
    // An engine that decides otherwise would tell so of itself.
    const { take } = openReplay('unhardcoded/0.1.0')
    const played = lines.flatMap((line) => {
      const decoded = decodeRecord(line)
      if (!decoded.ok) throw new Error(decoded.error.message)
      return take(decoded.value) ?? []
    })
    expect(played.length).toBeGreaterThan(10)
    expect(played.flatMap((one) => (one.kind === 'diverged' ? [one.divergence] : []))).toEqual([])
  })
})

test('the signatures are of their writer', () => {
  const signature = signatureReader(readFileSync(`${FOLDER}/signed.pem`, 'utf8'))
  expect(verify(linesIn('signed.jsonl'), { signature }).faults).toEqual([])
})
