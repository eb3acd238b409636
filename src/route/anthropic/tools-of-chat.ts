import { type JsonRecord, known, member, recordOf } from '../../catalog/json-data.ts'
import { textIn } from './json-text.ts'
import type { MessagesTool, MessagesToolChoice } from './messages.ts'
import type { Notes } from './translation.ts'

/** The tools of a chat request. Those that are no functions are refused. */
export function toolsOfChat(value: unknown, notes: Notes): readonly MessagesTool[] {
  if (!Array.isArray(value)) return []
  return value.map((tool: unknown, index) => toolOf(recordOf(tool), `tools[${index}]`, notes))
}

function toolOf(tool: JsonRecord, place: string, notes: Notes): MessagesTool {
  const described = recordOf(member(tool, 'function'))
  const [name, description] = [textIn(described, 'name'), member(described, 'description')]
  if (member(tool, 'type') !== 'function' || name === '') {
    notes.refuse(place, 'only functions with a name are translated')
  }
  return {
    name,
    ...known({ description: typeof description === 'string' ? description : undefined }),
    input_schema: { type: 'object', ...recordOf(member(described, 'parameters')) },
    ...known({
      strict: member(described, 'strict') === true ? true : undefined,
      cache_control: member(tool, 'cache_control') ?? undefined,
    }),
  }
}

/** How a chat request wants its tools used, or undefined where it leaves that to the model. */
export function toolChoiceOfChat(chat: JsonRecord, notes: Notes): MessagesToolChoice | undefined {
  const choice = member(chat, 'tool_choice') ?? undefined
  const once = member(chat, 'parallel_tool_calls') === false
  const alone = once ? { disable_parallel_tool_use: true } : {}
  if (choice === undefined || choice === 'auto') {
    return choice === undefined && !once ? undefined : { type: 'auto', ...alone }
  }
  if (choice === 'none') return { type: 'none' }
  if (choice === 'required') return { type: 'any', ...alone }
  const named = recordOf(choice)
  const name = member(recordOf(member(named, 'function')), 'name')
  if (member(named, 'type') === 'function' && typeof name === 'string') {
    return { type: 'tool', name, ...alone }
  }
  notes.refuse('tool_choice', 'expected `auto`, `none`, `required` or the name of a function')
  return undefined
}
