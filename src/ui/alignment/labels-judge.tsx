/** What the labels of the training data say, which needs no judge. */
export function LabelsJudge() {
  return (
    <p className="quiet small-text">
      Of a passage that the training data name as an answer to the query and one that they do not, the first
      is preferred. Nobody looks at the texts: an unlabelled passage may answer the query just as well. Pairs
      without a labelled passage are left out.
    </p>
  );
}
