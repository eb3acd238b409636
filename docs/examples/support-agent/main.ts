import { type Message, openChat } from './chat.ts'
import { openDesk } from './desk.ts'
import { reply } from './reply.ts'

const { OPENAI_BASE_URL = 'http://127.0.0.1:4141/v1', OPENAI_API_KEY = 'none' } = process.env

const staff = {
  chat: openChat(OPENAI_BASE_URL, OPENAI_API_KEY),
  desk: openDesk([
    { id: 'A-1001', item: 'kettle', status: 'delivered', totalCents: 24_90 },
    { id: 'A-1002', item: 'espresso machine', status: 'on its way', totalCents: 480_00 },
  ]),
}

const conversation: Message[] = [
  {
    role: 'system',
    content: 'You answer customers of a shop. Look orders up before you say where they are.',
  },
]
const receipts: string[] = []
for (const content of process.argv.slice(2)) {
  conversation.push({ role: 'user', content })
  console.log(`customer: ${content}`)
  for await (const { message, by, receipt } of reply(conversation, staff)) {
    conversation.push(message)
    if (receipt !== undefined) receipts.push(receipt)
    console.log(`${by}: ${textOf(message)}`)
  }
}
console.log(`receipts: ${receipts.join(' ')}`)

function textOf({ content, tool_calls = [] }: Message): string {
  const calls = tool_calls.map(({ function: { name, arguments: given } }) => `${name} ${given}`)
  return [content ?? [], calls].flat().join('; ')
}
