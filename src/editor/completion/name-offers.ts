import type { FieldInfo } from '../../catalog/index.ts'
import { REASONS } from '../../compile/check/check-fail-plan.ts'
import { SUBJECTS, type Subject } from '../../compile/resolve/subjects.ts'
import { quoteText, writeName, writeWord } from '../../syntax/quoted.ts'
import { coverageText, fieldKind, unknownText } from '../field-text.ts'
import { codeBlock, paragraphs } from '../markdown.ts'
import type { ParamReferent } from '../mentions/mention.ts'
import { labelsOf } from '../mentions/naming.ts'
import { sortOf } from '../sort-of.ts'
import { oneLine } from '../symbols-of.ts'
import { FUNCTION_DOCS, REASON_DOCS, SUBJECT_DOCS } from '../words.ts'
import type { Offer } from './completion.ts'
import type { Site } from './site.ts'

/** The fields for which a test holds, ranks last. */
export function fieldOffers(
  { document }: Site,
  fits: (info: FieldInfo) => boolean,
): readonly Offer[] {
  const { vocabulary, candidates } = document.workspace
  const infos = [...vocabulary.info.values()].filter(fits)
  const isRank = ({ name }: FieldInfo) => name.endsWith('_rank')
  return [...infos.filter((info) => !isRank(info)), ...infos.filter(isRank)].map((info) => ({
    kind: 'field',
    label: info.name,
    detail: fieldKind(info),
    doc: paragraphs(
      [info.doc, info.source].filter((part) => part !== undefined && part !== '').join(' '),
      coverageText(info, candidates),
      unknownText(info),
    ),
    insert: writeName(info.name),
  }))
}

/** What a `let` has to be good for. */
export type Wanted = 'condition' | 'score' | 'constant' | 'any'

export function letOffers({ naming }: Site, wanted: Wanted): readonly Offer[] {
  return [...naming.module.names].flatMap(([name, definition]) => {
    if (definition?.kind !== 'let') return []
    const { item, home } = definition
    const kind = sortOf(item.value, { ...naming, module: home, params: new Map() })?.kind
    const isConstant = kind === 'constant' || kind === 'text'
    const fits =
      kind === undefined ||
      wanted === 'any' ||
      (wanted === 'constant' ? isConstant : kind === wanted || (wanted === 'score' && isConstant))
    if (!fits) return []
    const value = oneLine(home.source.text, item.value.span)
    const doc = paragraphs(item.doc.join('\n'), codeBlock(value))
    return [
      {
        kind: 'let',
        label: name,
        detail: `let, a ${kind ?? 'value'}`,
        doc,
        insert: writeName(name),
      },
    ]
  })
}

export function paramOffers({ naming }: Site): readonly Offer[] {
  return [...naming.params.values()].map(paramOffer)
}

/** The parameters of another policy, as they are named in a call. */
export function argumentOffers(params: Iterable<ParamReferent>): readonly Offer[] {
  return [...params].map((param) => {
    const offer = paramOffer(param)
    return { ...offer, insert: `${writeWord(param.name)}: ` }
  })
}

function paramOffer({ name, decl, owner }: ParamReferent): Offer {
  const text = owner.home.source.text.slice(decl.type.span.start, decl.type.span.end)
  return {
    kind: 'param',
    label: name,
    detail: `parameter, ${text}`,
    doc: '',
    insert: writeName(name),
  }
}

export function labelOffers(param: ParamReferent): readonly Offer[] {
  return (labelsOf(param) ?? []).map((label) => labelOffer(label, `value of ${param.name}`))
}

export function labelOffer(label: string, detail: string): Offer {
  return { kind: 'label', label, detail, doc: '', insert: writeWord(label) }
}

export function subjectOffers(): readonly Offer[] {
  return SUBJECTS.map((name) => ({
    kind: 'subject',
    label: name,
    detail: 'a name of the route',
    doc: SUBJECT_DOCS[name],
    insert: name,
  }))
}

export function functionOffers(): readonly Offer[] {
  return [...FUNCTION_DOCS].map(([name, { form, doc }]) => ({
    kind: 'function',
    label: name,
    detail: form,
    doc,
    insert: `${name}(`,
  }))
}

export function policyOffers({ naming }: Site): readonly Offer[] {
  return [...naming.module.names].flatMap(([name, definition]) => {
    if (definition?.kind !== 'policy') return []
    const { item } = definition
    const detail =
      item.params.length === 0
        ? 'policy'
        : `policy (${item.params.map((param) => param.name.text).join(', ')})`
    return [
      { kind: 'policy', label: name, detail, doc: item.doc.join('\n'), insert: writeName(name) },
    ]
  })
}

export function reasonOffers(): readonly Offer[] {
  return REASONS.map((reason) => ({
    kind: 'label',
    label: reason,
    detail: 'a kind of failure',
    doc: REASON_DOCS[reason],
    insert: reason,
  }))
}

/** The names of the catalog that a subject can be compared with. */
export function catalogNameOffers({ document }: Site, subject: Subject): readonly Offer[] {
  const { vocabulary } = document.workspace
  const names = {
    provider: vocabulary.providers,
    family: vocabulary.families,
    tier: vocabulary.tiers,
    served_by: peersOf(document.workspace.candidates),
  }[subject]
  return names.map((name) => nameOffer(name, subject))
}

function peersOf(candidates: Site['document']['workspace']['candidates']): readonly string[] {
  return [...new Set(candidates.flatMap(({ offer }) => offer?.peer_id ?? []))]
}

/** The models that a provider serves; all of them where it is not known. */
export function modelOffers({ document }: Site, provider: string): readonly Offer[] {
  const { candidates, vocabulary } = document.workspace
  const served = candidates.filter(({ provider_id }) => provider_id === provider)
  const families = new Set(served.map(({ model_family }) => model_family))
  return [...(families.size > 0 ? families : vocabulary.families)].map((name) =>
    nameOffer(name, 'family'),
  )
}

/** A plain word stands as it is; any other name in quotes. */
export function nameOffer(name: string, detail: string): Offer {
  const word = writeWord(name)
  return {
    kind: 'name',
    label: name,
    detail,
    doc: '',
    insert: word.startsWith('`') ? quoteText(name) : word,
  }
}

export function capabilityOffers({ document }: Site): readonly Offer[] {
  return document.workspace.vocabulary.capabilities.map((name) =>
    nameOffer(name.replace(/^supports_/, ''), 'capability'),
  )
}

export function routeOffers({ document }: Site): readonly Offer[] {
  return document.workspace.candidates.map(({ cid }) => ({
    kind: 'route',
    label: cid,
    detail: 'route',
    doc: '',
    insert: quoteText(cid),
  }))
}
