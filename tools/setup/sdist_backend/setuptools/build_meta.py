"""Stands in for setuptools while pip downloads source distributions.

`pip download` asks a source distribution for its metadata, which would run its setup.py and download what that needs
to build. Only the C files inside are wanted: this back end copies name and version from PKG-INFO and runs nothing.
"""
import os
import re
import sys

__legacy__ = sys.modules[__name__]  # the name by which pip asks where a package names no back end


def get_requires_for_build_wheel(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    with open("PKG-INFO", encoding="utf-8") as f:
        head = f.read()
    name, version = (re.search(rf"^{key}: (\S+)$", head, re.M).group(1) for key in ("Name", "Version"))
    folder = f"{name.replace('-', '_')}-{version}.dist-info"
    os.makedirs(os.path.join(metadata_directory, folder))
    with open(os.path.join(metadata_directory, folder, "METADATA"), "w", encoding="utf-8") as f:
        f.write(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    return folder
