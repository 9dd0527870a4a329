"""What a model file must be before anything in it runs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model, write_tiny_model
from xray_desktop.errors import CardError, ContractMismatch, ModelError
from xray_desktop.model_file.checks import MAX_MODEL_BYTES, check_model_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xray_desktop.model_file.card import ModelCard


def save(path: Path, model: onnx.ModelProto, card: ModelCard | None = None) -> Path:
    return write_model(path, model, (card or tiny_card()).to_json())


def test_a_good_model_passes_and_brings_what_was_checked(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "tiny.onnx")
    checked = check_model_file(path)
    assert checked.path == path
    assert checked.content == path.read_bytes()
    assert checked.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert checked.card == tiny_card()


def test_an_input_with_a_default_is_no_second_input(tmp_path: Path) -> None:
    model = build_network()
    model.graph.input.append(helper.make_tensor_value_info("bias", TensorProto.FLOAT, [1]))
    check_model_file(save(tmp_path / "tiny.onnx", model))


def test_further_outputs_are_allowed(tmp_path: Path) -> None:
    model = build_network()
    model.graph.output.append(helper.make_tensor_value_info("logit", TensorProto.FLOAT, ["N", 1]))
    check_model_file(save(tmp_path / "tiny.onnx", model))


def test_a_model_without_a_card_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="no model card"):
        check_model_file(write_model(tmp_path / "bare.onnx", build_network(), None))


def test_a_file_over_the_size_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.onnx"
    with path.open("wb") as stream:
        stream.truncate(MAX_MODEL_BYTES + 1)
    with pytest.raises(ModelError, match="larger than 1024 MB"):
        check_model_file(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 a JPEG", b"plain text"])
def test_what_is_no_onnx_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError):
        check_model_file(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model file"):
        check_model_file(tmp_path / "absent.onnx")


def _identity_graph(name: str) -> onnx.GraphProto:
    value = helper.make_tensor_value_info(f"{name}_out", TensorProto.FLOAT, None)
    return helper.make_graph([helper.make_node("Identity", ["logit"], [value.name])], name, [], [value])


def _if_node() -> list[onnx.NodeProto]:
    condition = helper.make_node("Constant", [], ["condition"], value=numpy_helper.from_array(np.array(True)))
    branches = {"then_branch": _identity_graph("then"), "else_branch": _identity_graph("otherwise")}
    return [condition, helper.make_node("If", ["condition"], ["chosen"], **branches)]


def _endless_loop() -> list[onnx.NodeProto]:
    body = helper.make_graph(
        [helper.make_node("Identity", ["go"], ["still"]), helper.make_node("Identity", ["x"], ["y"])],
        "body",
        [
            helper.make_tensor_value_info("turn", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("x", TensorProto.FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("still", TensorProto.BOOL, []),
            helper.make_tensor_value_info("y", TensorProto.FLOAT, None),
        ],
    )
    condition = helper.make_node("Constant", [], ["condition"], value=numpy_helper.from_array(np.array(True)))
    return [condition, helper.make_node("Loop", ["", "condition", "logit"], ["chosen"], body=body)]


@pytest.mark.parametrize("nodes", [_if_node, _endless_loop])
def test_loops_and_branches_are_refused(tmp_path: Path, nodes: Callable[[], list[onnx.NodeProto]]) -> None:
    model = build_network()
    model.graph.node.extend(nodes())
    onnx.checker.check_model(model)
    with pytest.raises(ContractMismatch, match="loops or branches"):
        check_model_file(save(tmp_path / "loop.onnx", model))


def test_any_graph_inside_a_node_is_refused(tmp_path: Path) -> None:
    model = build_network()
    node = helper.make_node("Relu", ["logit"], ["spare"])
    node.attribute.append(helper.make_attribute("hidden", _identity_graph("hidden")))
    model.graph.node.append(node)
    with pytest.raises(ContractMismatch, match="loops or branches"):
        check_model_file(save(tmp_path / "hidden.onnx", model))


def test_operators_from_elsewhere_are_refused(tmp_path: Path) -> None:
    model = build_network()
    model.graph.node.append(helper.make_node("Gelu", ["logit"], ["spare"], domain="com.microsoft"))
    with pytest.raises(ContractMismatch, match="outside the ONNX standard"):
        check_model_file(save(tmp_path / "custom.onnx", model))


def test_a_foreign_operator_set_is_refused(tmp_path: Path) -> None:
    model = build_network()
    model.opset_import.append(helper.make_opsetid("org.example", 1))
    with pytest.raises(ContractMismatch, match="outside the ONNX standard"):
        check_model_file(save(tmp_path / "custom.onnx", model))


def test_the_machine_learning_domain_is_allowed(tmp_path: Path) -> None:
    model = build_network()
    model.opset_import.append(helper.make_opsetid("ai.onnx.ml", 3))
    check_model_file(save(tmp_path / "ml.onnx", model))


def test_functions_are_refused(tmp_path: Path) -> None:
    model = build_network()
    function = helper.make_function(
        "", "Twice", ["x"], ["y"], [helper.make_node("Add", ["x", "x"], ["y"])], [helper.make_opsetid("", 18)]
    )
    model.functions.append(function)
    with pytest.raises(ContractMismatch, match="functions"):
        check_model_file(save(tmp_path / "function.onnx", model))


def _mark_external(tensor: onnx.TensorProto) -> None:
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../etc/passwd")


def test_weights_in_other_files_are_refused(tmp_path: Path) -> None:
    model = build_network()
    _mark_external(model.graph.initializer[0])
    with pytest.raises(ContractMismatch, match="in other files"):
        check_model_file(save(tmp_path / "external.onnx", model))


def test_weights_in_other_files_are_found_inside_nodes_and_sparse_tensors(tmp_path: Path) -> None:
    constant = build_network()
    node = helper.make_node("Constant", [], ["spare"], value=numpy_helper.from_array(np.zeros(3, np.float32)))
    _mark_external(node.attribute[0].t)
    constant.graph.node.append(node)
    sparse = build_network()
    values = numpy_helper.from_array(np.zeros(1, np.float32), "spare")
    indices = numpy_helper.from_array(np.zeros(1, np.int64), "indices")
    _mark_external(values)
    sparse.graph.sparse_initializer.append(helper.make_sparse_tensor(values, indices, [3]))
    for model in (constant, sparse):
        with pytest.raises(ContractMismatch, match="in other files"):
            check_model_file(save(tmp_path / "external.onnx", model))


def test_a_graph_that_hangs_together_in_no_way_is_refused(tmp_path: Path) -> None:
    model = build_network()
    model.graph.node[0].input[0] = "nowhere"
    with pytest.raises(ModelError, match="not valid ONNX"):
        check_model_file(save(tmp_path / "broken.onnx", model))


def test_shapes_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    model = build_network()
    model.graph.output[0].type.tensor_type.shape.dim[1].dim_value = 2
    with pytest.raises(ModelError, match="not valid ONNX"):
        check_model_file(save(tmp_path / "broken.onnx", model))


def _rename_input(model: onnx.ModelProto) -> None:
    model.graph.input[0].name = model.graph.node[0].input[0] = "picture"


def _add_input(model: onnx.ModelProto) -> None:
    model.graph.input.append(helper.make_tensor_value_info("age", TensorProto.FLOAT, ["N", 1]))


def _rename_heatmap(model: onnx.ModelProto) -> None:
    model.graph.output[1].name = model.graph.node[-1].output[0] = "cam"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_rename_input, "single input 'image'"),
        (_add_input, "single input 'image'"),
        (_rename_heatmap, "no output 'heatmap'"),
    ],
)
def test_other_inputs_and_outputs_are_refused(
    tmp_path: Path, change: Callable[[onnx.ModelProto], None], sentence: str
) -> None:
    model = build_network()
    change(model)
    with pytest.raises(ContractMismatch, match=sentence):
        check_model_file(save(tmp_path / "other.onnx", model))


def test_an_input_of_another_type_is_refused(tmp_path: Path) -> None:
    model = build_network()
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.DOUBLE
    model.graph.input[0].name = "image"
    cast = helper.make_node("Cast", ["image"], ["single"], to=TensorProto.FLOAT)
    model.graph.node[0].input[0] = "single"
    model.graph.node.insert(0, cast)
    with pytest.raises(ContractMismatch, match="not of 32-bit floating point"):
        check_model_file(save(tmp_path / "double.onnx", model))


def test_a_card_that_promises_another_input_size_is_refused(tmp_path: Path) -> None:
    model = build_network(TinyNetwork(rows=64, columns=64))
    card = tiny_card(TinyNetwork(rows=64, columns=96))
    with pytest.raises(ContractMismatch, match="'image' is N x 64 x 64 x 1, but its card says N x 64 x 96 x 1"):
        check_model_file(save(tmp_path / "size.onnx", model, card))


def test_a_card_that_promises_another_heat_map_is_refused(tmp_path: Path) -> None:
    card = tiny_card()
    other = card.model_copy(update={"heatmap": card.heatmap.model_copy(update={"rows": 4, "columns": 16})})
    with pytest.raises(ContractMismatch, match="'heatmap' is N x 8 x 8, but its card says N x 4 x 16"):
        check_model_file(save(tmp_path / "size.onnx", build_network(), other))


def test_two_probabilities_do_not_fit_the_labels(tmp_path: Path) -> None:
    model = build_network()
    twice = helper.make_node("Concat", ["one", "one"], ["probability"], axis=1)
    model.graph.node[7].output[0] = "one"
    model.graph.node.append(twice)
    model.graph.output[0].type.tensor_type.shape.dim[1].dim_value = 2
    with pytest.raises(ContractMismatch, match="'probability' is N x 2, but its card says N x 1"):
        check_model_file(save(tmp_path / "two.onnx", model))


def test_a_fixed_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractMismatch, match="batches of 4 only"):
        check_model_file(save(tmp_path / "batch.onnx", build_network(batch=4)))
