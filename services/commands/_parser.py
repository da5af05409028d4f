"""argparse in the terminal's language. It asks gettext for a catalogue of its own that no Python brings, so its
sentences are given here; what is not among them is for developers and stays English."""

import argparse

from data.texts import Text
from services.words.language import Language

SENTENCES = (
    Text("用法：", "usage: "),
    Text("参数", "positional arguments"),
    Text("选项", "options"),
    Text("显示本说明后退出", "show this help message and exit"),
    Text("%(prog)s：错误：%(message)s\n", "%(prog)s: error: %(message)s\n"),
    Text("%(argument_name)s：%(message)s", "argument %(argument_name)s: %(message)s"),
    Text("缺少 %s", "the following arguments are required: %s"),
    Text("%s 须选其一", "one of the arguments %s is required"),
    Text("没有 %(value)r，可选 %(choices)s", "invalid choice: %(value)r (choose from %(choices)s)"),
    Text("无法识别 %(value)r", "invalid %(type)s value: %(value)r"),
    Text("多余的参数：%s", "unrecognized arguments: %s"),
    Text("%(option)s 不明确，可能是 %(matches)s", "ambiguous option: %(option)s could match %(matches)s"),
    Text("后面须接一个值", "expected one argument"),
    Text("后面最多接一个值", "expected at most one argument"),
    Text("后面至少须接一个值", "expected at least one argument"),
    Text("不接值，却写了 %r", "ignored explicit argument %r"),
    Text("不能与 %s 同用", "not allowed with argument %s"),
)


def speak(language: Language) -> None:
    """Has every parser of this process speak the language."""
    said = {text.en: language.text(text) for text in SENTENCES}
    argparse.__dict__.update(_=lambda sentence: said.get(sentence, sentence))
