import { type Checked, type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import {
  type Ground,
  type GroundFault,
  groundFault,
  joinOutcomes,
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
  /** One for each ground that its tests run on. */
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
 * Runs the tests of a file, each on the catalog or the trace that it names. What its policies may
 * say depends on the catalog, so the file is checked and compiled once for each.
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
    const grounds = await groundsAt(path, source, testing.grounds)
    if (!grounds.ok) return grounds
    if ('reason' in grounds.value) {
      const fault = grounds.value
      results.push(...group.map((test) => faultyTest(test, source, fault)))
      continue
    }
    const own = grounds.value.map((ground) => runGroup(source, { path, ground, load: used.load }))
    found.push(...own.flatMap(({ diagnostics: each }) => each))
    const ran = own.flatMap(({ value }) => value ?? [])
    if (ran.length < own.length) break
    runs.push(...ran)
    results.push(...joinOutcomes(ran.map(({ outcomes }) => outcomes)).flatMap(resultsOf))
  }
  const isBroken = hasErrors(found)
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

/** The tests by the ground that they name; a file without tests is looked at by the one in force. */
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
async function groundsAt(
  path: string | undefined,
  { name }: Source,
  grounds: Grounds,
): Promise<Result<readonly Ground[] | GroundFault, Failure>> {
  if (path === undefined) {
    const standard = await grounds.standard()
    return standard.ok ? ok([standard.value]) : standard
  }
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

/** The tests of a file that run on one ground. */
function runGroup(source: Source, { path, ground, load }: Grounded): Checked<Run | undefined> {
  const about = (found: readonly Diagnostic[]) => found.map((each) => noted(each, ground))
  const analysed = analyse(source, { vocabulary: ground.vocabulary, load })
  if (analysed.value === undefined) {
    return { value: undefined, diagnostics: about(analysed.diagnostics) }
  }
  const compiled = compileTests(analysed.value)
  const diagnostics = about([...analysed.diagnostics, ...compiled.diagnostics])
  if (compiled.value === undefined) return { value: undefined, diagnostics }
  const tests = compiled.value.filter(({ on }) => on?.text === path)
  const { policies } = analysed.value.program
  return { value: { policies, outcomes: runTests(tests, ground), ground }, diagnostics }
}

/** Whoever checks the file on a catalog of today would not find the error that is meant. */
function noted(diagnostic: Diagnostic, { name, scenes }: Ground): Diagnostic {
  const receipt = scenes[0]?.receipt
  if (receipt === undefined || diagnostic.severity !== 'error') return diagnostic
  const note = `with the catalog that \`${name}\` holds for receipt \`${receipt.id}\`, ${receipt.at}`
  return { ...diagnostic, notes: [...(diagnostic.notes ?? []), note] }
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
