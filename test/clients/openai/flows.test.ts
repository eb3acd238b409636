import { readFileSync } from 'node:fs'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { expectReplays, type Lab } from '../../route/server/lab.ts'
import * as built from '../built/policies.ts'
import { room } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const POLICIES = readFileSync('test/clients/built/lab.uh', 'utf8')

const MESSAGES = [{ role: 'user' as const, content: 'What is 17*23?' }]

describe.each([
  ['by its name', { model: 'flow:drafted', messages: MESSAGES }],
  ['as a term', { ...built.drafted, model: 'auto', messages: MESSAGES }],
])('a flow %s', (_, body) => {
  test('is answered by its last step, with one receipt for all of them', async () => {
    const lab = await room({ policies: POLICIES })
    const { data, request_id } = await openOpenAi(lab).chat.completions.create(body).withResponse()
    expect(data.choices[0]?.message.content).toMatch(/^The sandbox .* for large of beta/)
    expect(data).toMatchObject({ model: 'large', x_router: { model: 'beta/large', attempts: 2 } })
    expect(await expectDrafted(lab)).toBe(request_id)
  })

  test('streams its last step', async () => {
    const lab = await room({ policies: POLICIES })
    const stream = await openOpenAi(lab).chat.completions.create({ ...body, stream: true })
    let text = ''
    const ends: unknown[] = []
    for await (const { choices } of stream) {
      text += choices[0]?.delta.content ?? ''
      if (choices[0]?.finish_reason) ends.push(choices[0].finish_reason)
    }
    expect(text).toMatch(/^The sandbox .* for large of beta.*\.$/)
    expect(ends).toEqual(['stop'])
    await expectDrafted(lab)
  })

  test('is put together from its stream by the helper, with the usage of the last step', async () => {
    const lab = await room({ policies: POLICIES })
    const runner = openOpenAi(lab).chat.completions.stream({
      ...body,
      stream_options: { include_usage: true },
    })
    expect(await runner.finalContent()).toMatch(/^The sandbox/)
    const { prompt_tokens, completion_tokens } = await runner.totalUsage()
    await expectDrafted(lab)
    const { nodes } = await lab.flow()
    expect(nodes.at(-1)?.usage).toMatchObject({ input: prompt_tokens, output: completion_tokens })
  })

  test('throws what became of the step that failed', async () => {
    const lab = await room({ policies: POLICIES, faults: ['alpha=400'] })
    const call = openOpenAi(lab).chat.completions.create(body)
    const thrown = await call.catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(OpenAI.BadRequestError)
    expect(thrown).toMatchObject({ code: 'bad_request', requestID: (await lab.flow()).id })
    expect(lab.calls).toHaveLength(1)
    expect([await expectReplays(lab), lab.faults]).toEqual([[], []])
  })

  test('is left by a client in the middle of its last step', async () => {
    const lab = await room({ policies: POLICIES, faults: ['beta=stall@3'] })
    const stream = await openOpenAi(lab).chat.completions.create({ ...body, stream: true })
    for await (const { choices } of stream) if (choices[0]?.delta.content) break
    expect(await lab.flow()).toMatchObject({ outcome: 'cancelled' })
    expect([await expectReplays(lab), lab.faults]).toEqual([[], []])
  })
})

/** Both steps were called, in their order. @returns the identity of the one receipt. */
async function expectDrafted(lab: Lab): Promise<string> {
  const { id, outcome, nodes, answers } = await lab.flow()
  expect([outcome, answers]).toEqual(['complete', 'n2'])
  expect(nodes.map(({ hops }) => hops.map(({ candidate }) => candidate))).toEqual([
    ['alpha/small'],
    ['beta/large'],
  ])
  expect([await expectReplays(lab), lab.faults]).toEqual([[], []])
  return id
}
