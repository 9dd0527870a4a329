"""An archive in a bucket, through the real s3fs."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING

import pytest

from converter.datasets.labelled import find_labelled
from tests.converter.test_datasets_fetch import chest, fetch_apart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["chest"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def bucket(chest: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket called ``images`` with ``chest.zip``; returns the server's address."""
    for name, value in {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import boto3
        from moto.server import ThreadedMotoServer

        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        url = f"http://{host}:{port}"
        client = boto3.client("s3", endpoint_url=url)
        client.create_bucket(Bucket="images")
        client.put_object(Bucket="images", Key="chest.zip", Body=chest)
        client.close()
    yield url
    server.stop()


def test_a_bucket(tmp_path: Path, bucket: str) -> None:
    environment = {**os.environ, "AWS_ENDPOINT_URL": bucket}
    said = fetch_apart(tmp_path / "a", environment, "s3://images/chest.zip", "s3://images/gone.zip", "s3://none/x.zip")
    assert said["s3://images/chest.zip"] == 6
    assert len(find_labelled(tmp_path / "a" / "out0" / "chest_xray")) == 6
    assert said["s3://images/gone.zip"] == said["s3://none/x.zip"] == "There is nothing at this address."


def test_a_bucket_without_credentials_or_server(tmp_path: Path, bucket: str) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    bare |= {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull, "HOME": str(tmp_path)}
    said = fetch_apart(tmp_path / "a", {**bare, "AWS_ENDPOINT_URL": bucket}, "s3://images/chest.zip")
    assert "AWS_PROFILE" in said["s3://images/chest.zip"]
    nobody = {**os.environ, "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}
    said = fetch_apart(tmp_path / "b", nobody, "s3://images/chest.zip")
    assert "does not answer" in said["s3://images/chest.zip"]
