import { describe, expect, test } from 'vitest'
import { CORE_FIELDS } from '../../../src/ir/index.ts'
import { fields } from '../../../src/route/endpoints/fields.ts'
import { modelNamed, models } from '../../../src/route/endpoints/models.ts'
import { shelfOfCatalog } from '../../../src/trace/library.ts'
import { SAMPLE_CATALOG } from '../../trace/sample-trace.ts'

const { vocabulary } = shelfOfCatalog(SAMPLE_CATALOG)

test('the core fields come first, grouped as the other host groups them', () => {
  const core = fields(vocabulary).fields.filter((field) => field.core)
  expect(core.map(({ name, sort, group }) => [name, sort, group])).toEqual([
    ['price_in', 'Num', 'provider'],
    ['price_out', 'Num', 'provider'],
    ['latency_ms', 'Num', 'provider'],
    ['tok_s', 'Num', 'provider'],
    ['success_rate', 'Num', 'provider'],
    ['credits', 'Num', 'provider'],
    ['context', 'Num', 'model'],
    ['has_tee', 'Bool', 'provider'],
    ['no_log', 'Bool', 'provider'],
    ['breaker_open', 'Bool', 'provider'],
    ['disabled', 'Bool', 'provider'],
  ])
  expect(fields(vocabulary).fields.slice(0, core.length)).toEqual(core)
})

test('the fields of the catalog follow by name, with all that it says of them', () => {
  const list = fields(vocabulary)
  const own = list.fields.slice(Object.keys(CORE_FIELDS).length)
  expect(own.map(({ name, group }) => [name, group])).toEqual([
    ['context_rank', 'model'],
    ['price_in_rank', 'provider'],
    ['price_out_rank', 'provider'],
    ['quality', 'model'],
    ['quality_rank', 'model'],
  ])
  expect(own[3]).toEqual({
    name: 'quality',
    sort: 'Num',
    group: 'model',
    core: false,
    default: -1,
    doc: 'Score of our own evaluation.',
    unit: 'ratio',
    domain: [0, 1],
    better: 'higher',
  })
  expect(list.tiers).toEqual(['fallback', 'marketplace', 'partner'])
})

test('what JSON has no number for is a word', () => {
  const list = fields(vocabulary)
  expect(list.fields[0]).toMatchObject({ name: 'price_in', default: 'inf', domain: [0, 'inf'] })
  expect(JSON.parse(JSON.stringify(list))).toEqual(list)
})

test('the models are the policies and the families, each once and in order', () => {
  const names = ['support', 'batch', 'support']
  const families = ['gpt-5', 'Zeta', 'gpt-5', 'ñ']
  const offer = { policies: names, flows: [], families, routes: [], created: 1_795_000_000 }
  const list = models(offer)
  expect(list.object).toBe('list')
  expect(list.data.map(({ id }) => id)).toEqual([
    'policy:batch',
    'policy:support',
    'family:Zeta',
    'family:gpt-5',
    'family:ñ',
  ])
  expect(list.data[0]).toEqual({
    id: 'policy:batch',
    object: 'model',
    created: 1_795_000_000,
    owned_by: 'unhardcoded',
  })
})

describe('a model that is asked for', () => {
  const offer = {
    policies: ['support'],
    flows: [],
    families: ['a/b'],
    routes: ['p/a/b'],
    created: 1,
  }

  test.each(['policy:support', 'family:a/b', 'pin:p/a/b'])('is there: %s', (id) => {
    const model = { id, object: 'model', created: 1, owned_by: 'unhardcoded' }
    expect(modelNamed(id, offer)).toEqual({ ok: true, value: model })
  })

  test.each([
    ['policy:suport', 'there is no model `policy:suport`: did you mean `policy:support`?'],
    ['gpt-5', 'there is no model `gpt-5`: `GET /v1/models` lists what there is'],
    [undefined, 'there is no model of that name: `GET /v1/models` lists what there is'],
  ])('is not there: %s', (id, message) => {
    const error = { code: 'model_not_found', message, param: 'model' }
    expect(modelNamed(id, offer)).toEqual({ ok: false, error })
  })
})
