import { type JsonRecord, known, member, recordOf } from '../../catalog/json-data.ts'
import type { DocumentBlock, ImageBlock, Source, TextBlock } from './messages.ts'
import type { Notes } from './translation.ts'

export type PartBlock = TextBlock | ImageBlock | DocumentBlock

/**
 * The content of a chat message, a text or a list of parts, as blocks. Text that is nothing but
 * space is left out: the Messages API refuses it, and nothing is said by it.
 */
export function blocksOfParts(content: unknown, place: string, notes: Notes): readonly PartBlock[] {
  if (content === null || content === undefined) return []
  if (typeof content === 'string') return textBlocks(content, {})
  if (!Array.isArray(content)) {
    notes.refuse(place, 'expected a text or a list of parts')
    return []
  }
  return content.flatMap((part: unknown, index) =>
    blocksOfPart(recordOf(part), `${place}[${index}]`, notes),
  )
}

function blocksOfPart(part: JsonRecord, place: string, notes: Notes): readonly PartBlock[] {
  const cache = known({ cache_control: member(part, 'cache_control') ?? undefined })
  switch (member(part, 'type')) {
    case 'text':
      return textBlocks(member(part, 'text'), cache)
    case 'refusal':
      return textBlocks(member(part, 'refusal'), cache)
    case 'image_url': {
      const image = recordOf(member(part, 'image_url'))
      // How closely the image is looked at is for Claude to say.
      if (typeof member(image, 'detail') === 'string') notes.drop(`${place}.image_url.detail`)
      const source = sourceOf(member(image, 'url'))
      if (source !== undefined) return [{ type: 'image', source, ...cache }]
      notes.refuse(`${place}.image_url.url`, 'expected an https URL or a data URL in base64')
      return []
    }
    case 'file':
      return documentOf(part, place, notes)
    case 'input_audio':
      notes.refuse(`${place}.input_audio`, 'the Messages API does not listen')
      return []
    default:
      notes.refuse(`${place}.type`, 'the Messages API has no part of this type')
      return []
  }
}

function textBlocks(
  text: unknown,
  cache: { readonly cache_control?: unknown },
): readonly TextBlock[] {
  if (typeof text !== 'string' || text.trim() === '') return []
  return [{ type: 'text', text, ...cache }]
}

function documentOf(part: JsonRecord, place: string, notes: Notes): readonly DocumentBlock[] {
  const file = recordOf(member(part, 'file'))
  const [source, title] = [sourceOf(member(file, 'file_data')), member(file, 'filename')]
  if (source?.type !== 'base64' || source.media_type !== 'application/pdf') {
    notes.refuse(`${place}.file`, 'only the data of a PDF is carried to the Messages API')
    return []
  }
  return [
    {
      type: 'document',
      source,
      ...known({ title: typeof title === 'string' ? title : undefined }),
    },
  ]
}

function sourceOf(url: unknown): Source | undefined {
  if (typeof url !== 'string') return undefined
  if (/^https:\/\//i.test(url)) return { type: 'url', url }
  const comma = url.indexOf(',')
  if (comma === -1 || comma > LONGEST_HEAD) return undefined
  const [, media_type] = /^data:([^;,\s]+)(?:;[^;,]*)*;base64$/i.exec(url.slice(0, comma)) ?? []
  return media_type === undefined
    ? undefined
    : { type: 'base64', media_type: media_type.toLowerCase(), data: url.slice(comma + 1) }
}

/** `data:`, a media type and its parameters. */
const LONGEST_HEAD = 256
