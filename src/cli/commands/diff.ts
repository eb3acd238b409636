import { nearestName } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { catalogInForce } from '../catalog-in-force.ts'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { diffJson } from '../diff/diff-json.ts'
import { type DiffSide, diffSide } from '../diff/diff-side.ts'
import { type DiffReport, diffText } from '../diff/diff-text.ts'
import { differs, policyDiffs } from '../diff/policy-diff.ts'
import { EXIT } from '../exit-code.ts'
import { groundOf } from '../ground-of.ts'
import { writeJson } from '../json/write-json.ts'
import { PARAMETER_OPTIONS, readParameters } from '../policy/parameters.ts'
import { type Problem, problem } from '../problem.ts'
import { readTraffic, type Traffic } from '../trace/read-traffic.ts'

export const diffCommand = defineCommand({
  operands: [
    {
      name: 'BEFORE',
      doc: 'a file, the text of a policy, or a term as JSON; `-` is standard input',
      needed: 'one',
    },
    { name: 'AFTER', doc: 'another', needed: 'one' },
  ],
  options: {
    policy: { kind: 'text', value: 'NAME', doc: 'compare only the policies of that name' },
    ...PARAMETER_OPTIONS,
    catalog: { kind: 'text', value: 'FILE', doc: 'another catalog than the one in force' },
    trace: { kind: 'text', value: 'FILE', doc: 'try both on the requests of a trace, too' },
    format: { kind: 'choice', choices: ['text', 'json'], value: 'FORM', doc: 'text or json' },
    'exit-code': { kind: 'flag', doc: 'exit with 1 when a fingerprint differs' },
  },
  details: [
    'First the text, both sides in the one layout. Then what it means: the clauses that came and went; whether the filter became narrower or wider, which is decided for every model there could be, and a model that shows it. Then what changes on the catalog: who is selected, who is tried first, what that costs.',
    'With `--trace` each request of the trace is decided by both, on the catalog, the request and the health of routes that its receipt recorded, whatever policy it was sent to: how many go to another route first, from where to where, and the ids of the first ones.',
    'Policies are matched by name; one against one whatever they are called. A policy with parameters is compared for each choice, both states of a flag and both ends of a range, or for the values that `--param` gives. `--exit-code` makes a gate of it: layout, comments and names do not count, whatever changes a fingerprint does.',
  ],
  examples: [
    {
      line: "unhardcoded diff 'cheapest where quality >= 0.6' 'cheapest where quality >= 0.7'",
      doc: 'Is it stricter, and who is left?',
    },
    {
      line: 'unhardcoded diff acme.uh acme-strict.uh --policy support --catalog acme.yaml',
      doc: 'For every choice of a parameter:',
    },
    {
      line: 'unhardcoded diff "cheapest where quality >= 0.6" "cheapest where quality >= 0.7" --catalog acme.yaml --trace trace.jsonl',
      doc: 'And which of the requests that came would go elsewhere?',
    },
    {
      line: "unhardcoded diff 'best' 'best take 1' --exit-code --format json",
      doc: 'A gate for merges, for a program:',
      exit: EXIT.findings,
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands: [before = '', after = ''], options }, context) {
    const params = await readParameters(options, context)
    if (!params.ok) return params.error
    const inForce = await catalogInForce(options.catalog, context)
    if (!inForce.ok) return inForce.error
    const { name, candidates, context: deciding } = groundOf(inForce.value)
    const { vocabulary } = deciding
    const wishes = { policy: options.policy, params: params.value, vocabulary }
    const traffic = await trafficIn(options.trace, context)
    if (!traffic.ok) return traffic.error
    const old = await diffSide(before, wishes, context)
    if (!old.ok) return old.error
    const now = await diffSide(after, wishes, context)
    if (!now.ok) return now.error
    const lacking = missing(options.policy, [old.value, now.value])
    if (lacking !== undefined) return lacking
    const report: DiffReport = {
      before: old.value,
      after: now.value,
      policies: policyDiffs(old.value, now.value, {
        vocabulary,
        candidates,
        deciding,
        traffic: traffic.value,
      }),
      ground: { name, routes: candidates.length },
      vocabulary,
      traffic: traffic.value,
    }
    const { stdout, screen } = context
    if (options.format === 'json') writeJson(stdout, diffJson(report))
    else stdout.write(diffText(report, screen))
    return options['exit-code'] && report.policies.some(differs) ? EXIT.findings : EXIT.fine
  },
})

async function trafficIn(
  path: string | undefined,
  context: Context,
): Promise<Result<Traffic | undefined, Problem>> {
  if (path === undefined) return ok(undefined)
  const traffic = await readTraffic(path, context)
  if (traffic.ok) return traffic
  const { reason, help } = traffic.error
  return err(problem(`\`${path}\` is no trace to try policies on: ${reason}`, help))
}

/** A policy of that name has to be on one side at least. */
function missing(policy: string | undefined, sides: readonly DiffSide[]): Problem | undefined {
  if (sides.some(({ policies }) => policies.length > 0)) return undefined
  if (policy === undefined) return problem('neither side holds a policy that can be compared')
  const nearest = nearestName(
    policy,
    sides.flatMap(({ names }) => names),
  )
  return problem(
    `no policy is called \`${policy}\``,
    nearest === undefined ? undefined : `did you mean \`${nearest}\`?`,
  )
}
