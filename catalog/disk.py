"""What the file system refused, said in French."""

from __future__ import annotations

import errno
from pathlib import Path

_REASONS = {
    errno.ENOENT: "dossier ou fichier introuvable",
    errno.ENOTDIR: "un élément du chemin n’est pas un dossier",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "plus de place sur le disque",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ELOOP: "lien qui tourne en rond",
    errno.EBUSY: "dossier monté, qui ne peut pas être déplacé",
    errno.EEXIST: "un fichier de ce nom existe déjà",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTEMPTY: "dossier non vide",
    errno.EIO: "le disque a répondu par une erreur",
    errno.EDQUOT: "part du disque épuisée",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.EXDEV: "dossier d’un autre disque, qui ne peut pas être déplacé",
}


def reason(error: OSError) -> str:
    """Why it refused; in its own words when we have none."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def refusal(error: OSError, target: Path) -> str:
    """Why ``target`` could not be written, and the path that was refused when it is another one."""
    where = f" ({error.filename})" if error.filename and str(error.filename) != str(target) else ""
    return f"« {target} » : {reason(error)}{where}"
