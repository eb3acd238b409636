/** What identifies a route: compared with names, not with numbers. */
export const SUBJECTS = ['provider', 'family', 'tier', 'served_by'] as const

export type Subject = (typeof SUBJECTS)[number]

export function isSubjectName(name: string): name is Subject {
  return SUBJECTS.some((subject) => subject === name)
}
