// @ts-check
/**
 * `as`, `<T>value`, `value!` and `any` switch the type checker off. They pass only where a comment on the same
 * line says why the checker cannot know. `as const` is no such escape.
 * @type {import('eslint').Rule.RuleModule}
 */
export const reasonedEscape = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { reason: '{{what}} needs a comment on the same line that gives the reason.' },
  },
  create(context) {
    /** Lines that carry a comment. @type {Set<number>} */
    const commented = new Set();
    for (const comment of context.sourceCode.getAllComments()) {
      const { start, end } = comment.loc ?? { start: { line: 0 }, end: { line: 0 } };
      for (let line = start.line; line <= end.line; line++) commented.add(line);
    }

    /** @param {string} what @returns {(node: import('eslint').Rule.Node) => void} */
    const check = (what) => (node) => {
      const { start, end } = node.loc ?? { start: { line: 0 }, end: { line: 0 } };
      if (commented.has(start.line) || commented.has(end.line)) return;
      context.report({ node, messageId: 'reason', data: { what } });
    };
    return {
      "TSAsExpression:not([typeAnnotation.typeName.name='const'])": check('A cast with `as`'),
      TSTypeAssertion: check('A cast'),
      TSNonNullExpression: check('`!`'),
      TSAnyKeyword: check('`any`'),
    };
  },
};
