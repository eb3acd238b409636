import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, type Outcome } from '../cli.ts'
import { withExamples } from '../shell.ts'

const ANSWERS = (await readFile('fixtures/cli/examples/answers.jsonl', 'utf8'))
  .split('\n')
  .slice(0, -1)

interface Run extends Outcome {
  /** The lines of the trace, undefined where there is none. */
  readonly trace: readonly string[] | undefined
  readonly files: readonly string[]
}

/** Imports a log among the files of the examples. */
async function imported(log: string | Uint8Array, more: readonly string[] = []): Promise<Run> {
  return withExamples(async (cwd) => {
    await writeFile(join(cwd, 'log'), log)
    const before = await readdir(cwd)
    const line = ['trace', 'import', 'log', '--catalog', 'acme.yaml', '-o', 'out.jsonl', ...more]
    const outcome = await cli(line, { cwd })
    const text = await readFile(join(cwd, 'out.jsonl'), 'utf8').catch(() => undefined)
    const files = (await readdir(cwd)).filter((name) => !before.includes(name))
    return { ...outcome, trace: text?.split('\n').slice(0, -1), files }
  })
}

function receiptsIn({ trace = [] }: Run): readonly string[] {
  return trace.filter((line) => line.includes('"record":"receipt"'))
}

const DOCUMENT = JSON.stringify(
  ANSWERS.map((line) => JSON.parse(line)),
  undefined,
  2,
)

describe('a log', () => {
  test.each([
    ['of lines', `${ANSWERS.join('\n')}\n`],
    ['of lines that end as elsewhere', ANSWERS.join('\r\n')],
    ['that is a list on many lines', DOCUMENT],
    ['that is a list on one line', JSON.stringify(JSON.parse(DOCUMENT))],
    ['of events', ANSWERS.map((line) => `event: x\ndata: ${line}\n`).join('\n')],
  ])('%s is imported', async (_, log) => {
    const run = await imported(log)
    expect({ code: run.code, stdout: run.stdout, files: run.files }).toEqual({
      ...{ code: 0, stdout: '', files: ['out.jsonl'] },
    })
    expect(receiptsIn(run)).toHaveLength(3)
    expect(run.stderr).toMatch(/^3 receipts\n/)
    expect(run.stderr).toContain('1 value without `x_router` passed over\n')
  })

  test('that is one answer on many lines is imported', async () => {
    const answer = JSON.stringify(JSON.parse(ANSWERS[0] ?? '').response, undefined, 2)
    expect(receiptsIn(await imported(answer))).toHaveLength(1)
  })

  test('with lines that cannot be read is imported but for them, and says which', async () => {
    const lines = ['{"secret": ', ...ANSWERS, '{"x_router": {"model": "x"}}', 'secret']
    const run = await imported(lines.join('\n'))
    expect(run.code).toBe(1)
    expect(receiptsIn(run)).toHaveLength(3)
    expect(run.stderr).toBe(
      [
        'log:1: it is not JSON',
        'log:6: its `x_router` holds no `decision_trace`',
        'log:7: it is not JSON',
        '3 receipts',
        '  3 whose policy is known by its short key only, and cannot be decided again',
        '1 value without `x_router` passed over',
        '3 values not imported',
        '',
      ].join('\n'),
    )
  })

  test('with many such lines tells of the first', async () => {
    const { stderr } = await imported([...ANSWERS, ...Array(30).fill('x')].join('\n'))
    expect(stderr).toContain('log:24: it is not JSON\n… and 10 more\n')
  })

  test.each([
    ['nothing', ''],
    ['something else', '{"level":"info"}\n'],
    ['no text', new Uint8Array([0xff, 0xfe, 0, 10, 0])],
  ])('that holds %s leaves no file behind', async (_, log) => {
    const { code, stderr, files } = await imported(log)
    expect({ code, files }).toEqual({ code: 2, files: [] })
    expect(stderr).toContain('there is nothing to import')
  })
})

describe('the trace', () => {
  test('stays as it is where nothing can be imported', async () => {
    await withExamples(async (cwd) => {
      await writeFile(join(cwd, 'out.jsonl'), 'as it was')
      const { code } = await cli(['trace', 'import', 'acme.yaml', '-o', 'out.jsonl'], { cwd })
      expect(code).toBe(2)
      expect(await readFile(join(cwd, 'out.jsonl'), 'utf8')).toBe('as it was')
    })
  })

  test('goes to standard output where no file is named', async () => {
    const stdin = ANSWERS.join('\n')
    await withExamples(async (cwd) => {
      const { stdout } = await cli(['trace', 'import', '--catalog', 'acme.yaml'], { cwd, stdin })
      const verified = await cli(['trace', 'verify', '-'], { cwd, stdin: stdout })
      expect(verified.stdout).toBe('-: 6 lines, 3 receipts of 1 writer: intact\n')
    })
  })

  test('has the given policies, with the texts that they come from', async () => {
    const run = await imported(ANSWERS.join('\n'), ['--policy', 'acme.uh'])
    expect(run.stderr).toContain('  2 with a policy of `--policy`\n')
    expect(run.trace?.find((line) => line.includes('"record":"policy"'))).toContain('"sources":')
  })

  test('holds nothing of what was asked or answered', async () => {
    const text = (await imported(ANSWERS.join('\n'))).trace?.join('\n')
    expect(text).not.toMatch(/slow down|"search"|messages|content":/)
  })

  test.each([
    ['a directory', ['-o', 'folder'], 'cannot write `folder`: it is no file'],
    ['in none', ['-o', 'none/out'], 'cannot write `none/out`: no such directory'],
    ['a stream', ['-o', '/dev/full'], '`/dev/full` cannot hold a trace'],
  ])('cannot be %s', async (_, more, message) => {
    await withExamples(async (cwd) => {
      await mkdir(join(cwd, 'folder'))
      const { code, stderr } = await cli(['trace', 'import', 'answers.jsonl', ...more], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain(message)
    })
  })
})

test.each([
  [['--policy', 'none.uh'], 'no such file: `none.uh`'],
  [['--policy', '["cmp","quality","ge",0.7]'], 'is a term, but not a policy'],
  [['--params', 'none.json'], 'no such file: `none.json`'],
])('%j is a mistake', async (more, message) => {
  const { code, stderr, files } = await imported(ANSWERS.join('\n'), more)
  expect({ code, files }).toEqual({ code: 2, files: [] })
  expect(stderr).toContain(message)
})
