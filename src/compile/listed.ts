/** The first few of some names, as a message lists them: `` `a`, `b`, … ``. */
export function listed(names: Iterable<string>): string {
  const shown: string[] = []
  for (const name of names) {
    if (shown.length === MOST_LISTED) return `${shown.join(', ')}, …`
    shown.push(name.length > MOST_UNITS ? `\`${name.slice(0, MOST_UNITS)}…\`` : `\`${name}\``)
  }
  return shown.join(', ')
}

const MOST_LISTED = 8
const MOST_UNITS = 60
