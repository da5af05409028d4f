"""A market's application as one zip: the paper, its proofs in order, and an index that names what is missing."""

from data.store import Store
from data.store.errors import StoreError
from data.texts import Text
from services.access.rights import Person, Sight
from services.access.taken import note_taken
from services.cultivation.recognition import Application, Proof
from services.cultivation.recognition_paper import application_paper
from services.figures.export import Provenance
from services.papers.bundle import bundle
from services.papers.pdf import pdf
from services.papers.word import word
from services.records.proofs import opened
from services.words.language import Language

# The whole zip is put together in memory.
MOST_BYTES = 200 * 2**20
PAPERS = 2


def application_zip(
    store: Store, person: Person, sight: Sight, application: Application, provenance: Provenance, _: Language
) -> bytes:
    """The application with its proofs, which may name persons: that they leave is noted in the access log. A proof that
    the reader may not open, that is damaged, or that would make the zip larger than MOST_BYTES is named in the index as
    missing, with the reason."""
    paper = application_paper(application, provenance, _)
    files = {f"{provenance.title}.docx": word(paper, _), f"{provenance.title}.pdf": pdf(paper, _)}
    missing, size = [_.text(gap.text) for gap in application.gaps], 0
    for number, proof in enumerate(application.proofs, start=1):
        name = f"{number:03}-{_.text(proof.about)}/{application.file_name(proof)}"
        try:
            content = _content(store, sight, application, proof, size)
        except StoreError as error:
            missing.append(f"{name}: {_.text(error.text)}")
            continue
        files[name], size = content, size + len(content)
    content = bundle(files, missing, provenance, _)
    if proofs := len(files) - PAPERS:
        note_taken(store, person, "cultivation", ".zip", rows=proofs, market=application.market["code"])
    return content


def _content(store: Store, sight: Sight, application: Application, proof: Proof, size: int) -> bytes:
    known = application.files.get(proof.sha256)
    if known and size + known.size > MOST_BYTES:
        raise StoreError(Text("压缩包已满 200 MB，请另行提供", "the zip holds 200 MB already: hand it over apart"))
    return opened(store, sight, proof.sha256, proof.office)
