import { entryOf } from '../../../decide/context.ts'
import { isRecord, recordFrom } from '../../../decide/decode-context.ts'
import type { ReceiptRecord, RequestRecord } from '../../../trace/index.ts'
import type { Fact } from '../../report/facts.ts'
import { grouped } from '../../report/grouped.ts'
import { toldName } from '../../report/told-name.ts'

/** Who asked for what, and what was known of the health of routes. */
export function requestFacts({
  request,
  state,
  without = [],
}: Pick<ReceiptRecord, 'request' | 'state' | 'without'>): readonly Fact[] {
  return [
    { name: 'asked by', text: askedText(request) },
    { name: 'needs', text: listText(needsOf(request)) },
    { name: 'parameters', text: listText(paramsOf(request)) },
    { name: 'health', text: listText(healthOf(state)) },
    {
      name: 'left out',
      text:
        without.length === 0
          ? undefined
          : `nobody could call ${without.map((name) => toldName(name)).join(', ')}`,
    },
  ]
}

function askedText({ caller, stream, tokens, seed, body }: RequestRecord): string {
  const facts = [
    tokens === undefined
      ? undefined
      : `about ${grouped(tokens.input)} tokens in and ${grouped(tokens.output)} out`,
    stream === true ? 'as a stream' : undefined,
    seed === undefined ? undefined : `seed ${seed}`,
    body === undefined ? undefined : `body ${toldName(body, 30)}`,
  ]
  const who = caller === undefined ? 'somebody who gave no name' : toldName(caller)
  return listText([who, ...facts.filter((fact) => fact !== undefined)]) ?? who
}

function needsOf(request: RequestRecord): readonly string[] {
  const { needs = [], scope, min_context, model_family, tier, privacy } = request
  const { min_quality, min_tok_s } = request
  const facts = [
    min_context === undefined ? undefined : `a context of ${grouped(min_context)} tokens`,
    min_quality === undefined ? undefined : `quality ${min_quality}`,
    min_tok_s === undefined ? undefined : `${min_tok_s} tok/s`,
    model_family === undefined ? undefined : `the model ${toldName(model_family)}`,
    tier === undefined ? undefined : `the tier ${toldName(tier)}`,
    privacy === undefined ? undefined : toldName(privacy),
    scope === undefined ? undefined : `the scope ${toldName(scope)}`,
  ]
  return [...needs.map((need) => toldName(need)), ...facts.filter((fact) => fact !== undefined)]
}

function paramsOf({ params = {} }: RequestRecord): readonly string[] {
  return Object.entries(params)
    .slice(0, MOST)
    .map(([name, value]) => `${toldName(name, 30)} ${toldName(JSON.stringify(value) ?? '', 30)}`)
}

/** What was read of the health of routes; whatever else stands there is not told. */
function healthOf(state: ReceiptRecord['state']): readonly string[] {
  const part = (name: string) => Object.entries(recordFrom(entryOf(state, name)))
  const told = [
    ...part('breakers').map(([key]) => `${keyText(key)} is not healthy`),
    ...part('disabled').map(([key]) => `${keyText(key)} is disabled`),
    ...part('ema').map(([key, measured]) => `${keyText(key)}: ${measuredText(measured)}`),
    ...part('credits').map(([key, usd]) => `${keyText(key)} has credit for $${numberText(usd)}`),
  ]
  return told.length > MOST ? [...told.slice(0, MOST), `${told.length - MOST} more`] : told
}

const MOST = 12

/** A route is kept as `provider|model`. */
function keyText(key: string): string {
  return toldName(key.replace('|', '/'))
}

function measuredText(measured: unknown): string {
  if (!isRecord(measured)) return 'unknown'
  return Object.entries(measured)
    .slice(0, MOST)
    .map(([name, value]) => `${toldName(name, 30)} ${numberText(value)}`)
    .join(', ')
}

function numberText(value: unknown): string {
  return typeof value === 'number' ? `${value}` : 'unknown'
}

function listText(parts: readonly string[]): string | undefined {
  return parts.length === 0 ? undefined : parts.join('; ')
}
