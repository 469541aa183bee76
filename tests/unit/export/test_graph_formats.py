"""Every format of nodes and edges is read back by a reader that is not ours."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import igraph
import networkx as nx
import pytest
import real_ladybug as ladybug
from lxml import etree
from ndex2.cx2 import RawCX2NetworkFactory
from pyarrow import parquet
from pyoxigraph import Store

from newsfacts.export import VIEWS, project

from .conftest import NAME, WORDS, written
