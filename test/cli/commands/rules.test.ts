import { expect, test } from 'vitest'
import { cli } from '../cli.ts'

test('every code is listed once, under what it is about', async () => {
  const { code, stdout } = await cli(['rules'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^words and syntax\n {2}UH0001 {2}error {4}\S/)
  const { stdout: json } = await cli(['rules', '--format', 'json'])
  const codes = JSON.parse(json).rules.map((rule: { code: string }) => rule.code)
  expect(codes).toEqual([...new Set(codes)].sort())
  expect(stdout.match(/UH\d{4}/g)).toEqual(codes)
})

test('the table fits 60 columns', async () => {
  const { stdout } = await cli(['rules'], { env: { COLUMNS: '60' } })
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
})

test.each([
  [['--format', 'yaml'], 'option `--format` cannot be `yaml`'],
  [['UH2003'], 'unexpected argument `UH2003`'],
])('%j', async (argv, message) => {
  const { code, stderr } = await cli(['rules', ...argv])
  expect(stderr).toContain(message)
  expect(code).toBe(2)
})
