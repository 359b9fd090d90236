/** The text of one element of a JSON array and the physical line on which it starts. */
export interface ArrayElement {
  readonly line: number;
  readonly text: string;
  readonly fault?: string;
}

export interface ArraySplitter {
  /** Takes the next line of the file; gives the elements that end on it. */
  push(line: number, text: string): ArrayElement[];
  /** What is left when the file ends. */
  end(): ArrayElement[];
}

const MAX_ELEMENT_LENGTH = 64 * 2 ** 20;
const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  34, 92, 44, 91, 93, 123, 125,
];

/**
 * Cuts a JSON array, given line by line, into the texts of its elements, without holding the array. It only
 * counts brackets and quotation marks; whether an element is JSON is for JSON.parse to say. A string cannot
 * span lines in JSON, so an unclosed one ends with its line and spoils one element, not the rest of the file.
 */
export function createArraySplitter(): ArraySplitter {
  let depth = 0;
  let started = false;
  let current = '';
  let blank = true; // nothing but white space in `current`
  let startLine = 0;

  const finish = (elements: ArrayElement[], fault?: string): void => {
    const text = current.trim();
    current = '';
    blank = true;
    const found = { line: startLine, text };
    if (fault !== undefined) elements.push({ ...found, fault });
    else if (text.length > MAX_ELEMENT_LENGTH) elements.push({ ...found, fault: 'the element is too long' });
    else if (text !== '') elements.push(found);
  };
  const append = (line: number, text: string): void => {
    if (blank && text.trim() !== '') {
      startLine = line;
      blank = false;
    }
    if (current.length <= MAX_ELEMENT_LENGTH) current += text;
  };

  return {
    push(line, text) {
      const elements: ArrayElement[] = [];
      let from = 0;
      let inString = false;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (inString) {
          if (code === BACKSLASH) at++;
          else if (code === QUOTE) inString = false;
        } else if (code === QUOTE) inString = true;
        else if (code === OPEN_LIST || code === OPEN_OBJECT) {
          depth++;
          if (!started) {
            started = true;
            from = at + 1;
          }
        } else if (code === COMMA && depth === 1) {
          append(line, text.slice(from, at));
          finish(elements);
          from = at + 1;
        } else if ((code === CLOSE_LIST || code === CLOSE_OBJECT) && depth > 0 && --depth === 0) {
          append(line, text.slice(from, at));
          finish(elements);
          from = at + 1;
        }
      }
      append(line, `${text.slice(from)}\n`);
      if (depth === 0 && started && !blank) {
        finish(elements, 'there is text after the end of the list');
      }
      return elements;
    },
    end() {
      const elements: ArrayElement[] = [];
      if (!blank) finish(elements, 'the file ends in the middle of this element');
      return elements;
    },
  };
}
