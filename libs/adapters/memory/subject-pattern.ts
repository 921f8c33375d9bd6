/** A test for subjects, by a pattern as in NATS. @throws TypeError when the pattern is none. */
export function subjectMatcher(pattern: string): (subject: string) => boolean {
  const expected = pattern.split('.');
  const open = expected.at(-1) === '>';
  const tokens = open ? expected.slice(0, -1) : expected;
  if (!tokens.every((token) => token === '*' || isToken(token)))
    throw new TypeError(
      `${JSON.stringify(pattern)} is no pattern: tokens between dots, * for a whole token, > as the last one.`,
    );
  return (subject) => {
    const actual = subject.split('.');
    if (open ? actual.length <= tokens.length : actual.length !== tokens.length) return false;
    return tokens.every((token, i) => token === '*' || token === actual[i]);
  };
}

/** Returns the subject. @throws TypeError when a token is empty or has a blank, `*` or `>` in it. */
export function checkSubject(subject: string): string {
  if (subject.split('.').every(isToken)) return subject;
  throw new TypeError(`${JSON.stringify(subject)} is no subject: tokens between dots, without blanks, * or >.`);
}

function isToken(token: string): boolean {
  return /^[^\s*>]+$/.test(token);
}
