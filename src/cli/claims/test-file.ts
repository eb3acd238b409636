import { type Checked, type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import {
  type Ground,
  type GroundFault,
  groundFault,
  type Run,
  runTests,
  type TestOutcome,
} from '../../claims/index.ts'
import { distinct } from '../../compile/distinct.ts'
import { analyse, compileTests, type Load } from '../../compile/index.ts'
import { resolvePath } from '../../compile/resolve/resolve-path.ts'
import { parse, type TestItem } from '../../syntax/index.ts'
import { BUILT_IN } from '../catalog-in-force.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { usedFiles } from '../io/used-files.ts'
import type { ClaimFile, ClaimResult } from './claim-file.ts'
import type { Grounds } from './grounds.ts'

/** A file of which the tests were run. */
export interface TestedFile extends ClaimFile {
  readonly source: Source
  /** One for each catalog that its tests run on. */
  readonly runs: readonly Run[]
  /** What was written in it, for tests to expect what happens now. */
  readonly changes: readonly ChangedLine[]
}

export interface ChangedLine {
  readonly source: string
  readonly line: number
  readonly before: string
  readonly after: string
}

export interface Testing {
  readonly grounds: Grounds
  /** Whether files without tests are looked at, too: what they define is not tested then. */
  readonly everyFile: boolean
  readonly context: Context
}

/**
 * Runs the tests of a file, each on the catalog that it names. What its policies may say depends on
 * the catalog, so the file is checked and compiled once for each.
 */
export async function testFile(
  source: Source,
  testing: Testing,
): Promise<Result<TestedFile, Failure>> {
  const { value: file, diagnostics } = parse(source)
  const tests = file.items.filter((item) => item.kind === 'test')
  const { name } = source
  const nothing = { name, claims: [], diagnostics, problem: undefined, sources: [source] }
  if (hasErrors(diagnostics) || (tests.length === 0 && !testing.everyFile)) {
    return ok({ ...nothing, source, runs: [], changes: [] })
  }
  const used = usedFiles(testing.context)
  const runs: Run[] = []
  const results: ClaimResult[] = []
  const found: Diagnostic[] = []
  for (const [path, group] of byGround(tests)) {
    const ground = await groundAt(path, source, testing.grounds)
    if (!ground.ok) return ground
    if ('reason' in ground.value) {
      const fault = ground.value
      results.push(...group.map((test) => faultyTest(test, source, fault)))
      continue
    }
    const run = runGroup(source, { path, ground: ground.value, load: used.load })
    found.push(...run.diagnostics)
    if (run.value === undefined) break
    runs.push(run.value)
  }
  const isBroken = hasErrors(found)
  if (!isBroken) results.push(...runs.flatMap(({ outcomes }) => outcomes.flatMap(resultsOf)))
  return ok({
    ...nothing,
    claims: isBroken ? [] : results.sort((a, b) => a.place.span.start - b.place.span.start),
    diagnostics: distinct(found).filter((each) => isAbout(each, tests)),
    sources: [source, ...used.sources],
    source,
    runs: isBroken ? [] : runs,
    changes: [],
  })
}

/** The tests by the catalog that they name; a file without tests is looked at by the one in force. */
function byGround(
  tests: readonly TestItem[],
): ReadonlyMap<string | undefined, readonly TestItem[]> {
  const groups = new Map<string | undefined, TestItem[]>()
  for (const test of tests) {
    const path = test.on?.text
    groups.set(path, [...(groups.get(path) ?? []), test])
  }
  return groups.size === 0 ? new Map([[undefined, []]]) : groups
}

/** A path is relative to the file that names it. */
async function groundAt(
  path: string | undefined,
  { name }: Source,
  grounds: Grounds,
): Promise<Result<Ground | GroundFault, Failure>> {
  if (path === undefined) return grounds.standard()
  const ground = await grounds.at(path === BUILT_IN ? path : resolvePath(name, path))
  return ok(ground.ok ? ground.value : ground.error)
}

function faultyTest(test: TestItem, { name }: Source, fault: GroundFault): ClaimResult {
  const { span, title, on = title } = test
  const at = { place: { source: name, span: on.span }, text: on.text }
  return {
    place: { source: name, span },
    title: title.text,
    outcome: 'failed',
    diagnostics: [groundFault(at, fault)],
    details: { test: title.text, case: {}, on: on.text },
  }
}

interface Grounded {
  readonly path: string | undefined
  readonly ground: Ground
  readonly load: Load
}

/** The tests of a file that run on one catalog. */
function runGroup(source: Source, { path, ground, load }: Grounded): Checked<Run | undefined> {
  const analysed = analyse(source, { vocabulary: ground.vocabulary, load })
  if (analysed.value === undefined) return { value: undefined, diagnostics: analysed.diagnostics }
  const compiled = compileTests(analysed.value)
  const diagnostics = [...analysed.diagnostics, ...compiled.diagnostics]
  if (compiled.value === undefined) return { value: undefined, diagnostics }
  const tests = compiled.value.filter(({ on }) => on?.text === path)
  const { policies } = analysed.value.program
  return { value: { policies, outcomes: runTests(tests, ground), ground }, diagnostics }
}

function resultsOf({ test, cases }: TestOutcome): readonly ClaimResult[] {
  return cases.map(({ label, values, checks }): ClaimResult => {
    const diagnostics = checks.flatMap(({ diagnostic }) => diagnostic ?? [])
    return {
      place: test.place,
      title: label === '' ? test.title : `${test.title} (${label})`,
      outcome: diagnostics.length === 0 ? 'passed' : 'failed',
      diagnostics,
      details: {
        test: test.title,
        case: Object.fromEntries(values.map(({ name, text }) => [name, text])),
        ...(test.on !== undefined && { on: test.on.text }),
        expectations: checks.length,
      },
    }
  })
}

/** Errors, and what is said about the tests themselves; the rest is for `lint` to say. */
function isAbout({ severity, span }: Diagnostic, tests: readonly TestItem[]): boolean {
  if (severity === 'error') return true
  return tests.some((test) => span.start >= test.span.start && span.end <= test.span.end)
}
