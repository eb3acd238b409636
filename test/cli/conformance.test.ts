import { expect, test } from 'vitest'
import { cli, withFiles } from './cli.ts'

const TOP = '{"id":"top","input":{"term":["top"]},"expect":{"sort":"Pred","nf":["top"]}}'
const WRONG = '{"id":"wrong","input":{"term":["top"]},"expect":{"sort":"Scorer"}}'

test('vectors that pass are counted', async () => {
  const { code, stdout } = await cli(['conformance'], { stdin: `${TOP}\n${TOP}\n` })
  expect(stdout).toBe('2 passed, 0 failed\n')
  expect(code).toBe(0)
})

test('a vector that fails is named with its place and its first difference', async () => {
  await withFiles({ 'v.jsonl': `${TOP}\n\n${WRONG}\n` }, async (cwd) => {
    const { code, stdout } = await cli(['conformance', 'v.jsonl'], { cwd })
    expect(stdout).toBe(
      [
        'failed wrong at v.jsonl:3: sort (kernels)',
        '  expected  "Scorer"',
        '  actual    "Pred"',
        '1 passed, 1 failed\n',
      ].join('\n'),
    )
    expect(code).toBe(1)
  })
})

test('a line that is no JSON is a failure, and the rest is replayed', async () => {
  const { code, stdout } = await cli(['conformance', '-'], { stdin: `{"id":\n${TOP}\n` })
  expect(stdout).toBe(
    'failed (no id) at -:1: the line is not JSON from column 7 on\n1 passed, 1 failed\n',
  )
  expect(code).toBe(1)
})

test('a file that is not there is a failure of the world, not of a vector', async () => {
  const { code, stdout, stderr } = await cli(['conformance', 'none.jsonl'])
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('no such file: `none.jsonl`')
})
