import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { expectReceipts, room } from '../room.ts'
import { openAnthropic, TARGETS } from './open-anthropic.ts'

const FORM = z.object({ place: z.string(), days: z.array(z.object({ name: z.string() })) })

test.each(TARGETS)(
  'a form is parsed by the helper, from one who speaks $speaks',
  async ({ model, candidate }) => {
    const lab = await room()
    const { messages } = openAnthropic(lab)
    const body = {
      model,
      max_tokens: 500,
      messages: [{ role: 'user' as const, content: 'hi' }],
      output_config: { format: zodOutputFormat(FORM) },
    }
    const whole = await messages.parse(body)
    const streamed = await messages.stream(body).finalMessage()
    for (const { parsed_output } of [whole, streamed]) {
      expect(parsed_output).toMatchObject({ place: 'sandbox' })
    }
    await expectReceipts(lab, [{ hops: [[candidate]] }, { hops: [[candidate]] }])
  },
)
