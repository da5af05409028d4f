"""What can be wrong with a cell or row, and how to mend it: one sentence each, in both languages."""

from dataclasses import dataclass

from data.texts import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and how to mend it."""

    message: Text
    mend: Text


FAULTS: dict[str, Fault] = {
    "required": Fault(Text("必填项为空", "a required value is missing"), Text("填写后重新上传", "enter it")),
    "date": Fault(
        Text("不是有效日期", "no valid date"),
        Text("写作 2023-05-29、2023年5月29日 或 20230529", "write it as 2023-05-29"),
    ),
    "year_missing": Fault(
        Text("日期没有写四位年份", "the date has no four-digit year"),
        Text("补写年份，如 2023-05-29", "add the year: 2023-05-29"),
    ),
    "day_missing": Fault(
        Text("日期没有写到日", "the date has no day"), Text("补写到日，如 2023-05-29", "add the day: 2023-05-29")
    ),
    "future": Fault(Text("日期晚于今天", "the date lies after today"), Text("核对年份和月份", "check year and month")),
    "period": Fault(Text("不是有效期间", "no valid month"), Text("写作 2023-05 或 2023年5月", "write it as 2023-05")),
    "instant": Fault(
        Text("不是有效时刻", "no valid point in time"), Text("写作 2023-05-29 14:05", "write it as 2023-05-29 14:05")
    ),
    "number": Fault(
        Text("不是有效数字", "no valid number"),
        Text("只写数字，可带单位，如 1,234.50 或 3.2万", "write only the number: 1,234.50 or 3.2万"),
    ),
    "unit": Fault(
        Text("单位无法换算", "a unit that can't be converted"),
        Text(
            "改用本列的单位，或在表头括号内写明单位", "use the column's unit, or name the unit in the header's brackets"
        ),
    ),
    "unit_unclear": Fault(
        Text("表中写了不同的金额单位，无法确定本列的单位", "the sheet names different units of money"),
        Text(
            "在本列表头括号内写明单位，如 罚款金额（万元）",
            "name the unit in this column's header, like Fine (万元)",
        ),
    ),
    "error_cell": Fault(
        Text("单元格是公式错误值", "the cell holds the error of a formula"),
        Text(
            "改正公式或直接填写结果；没有值的请清空", "mend the formula or enter its result; empty it if there is none"
        ),
    ),
    "no_result": Fault(
        Text("公式没有计算结果", "a formula without a result"),
        Text("用 Excel 或 WPS 打开并保存一次，或直接填写结果", "open and save it in Excel or WPS, or enter the result"),
    ),
    "cut": Fault(
        Text("数字超过 15 位，Excel 已把后面的数位舍去", "more than 15 digits: Excel has cut the number"),
        Text("把该列设为文本格式后重新填写", "set the column to text and type the number again"),
    ),
    "merged": Fault(
        Text("合并单元格跨多行或多列，不知这个值属于哪一格", "one merged cell over several: nobody knows whose it is"),
        Text("取消合并，在每一行分别填写", "unmerge it and enter a value in each row"),
    ),
    "picture": Fault(
        Text("单元格是图片，不能作为文字读取", "the cell holds a picture, which is no text"),
        Text("改填文字，或清空", "enter text, or empty it"),
    ),
    "date_cell": Fault(
        Text("编号被当成了日期", "the identifier has become a date"),
        Text("把该列设为文本格式后重新填写", "set the column to text and type it again"),
    ),
    "no_identifier": Fault(
        Text("不是编号", "no identifier"),
        Text("填写编号；没有编号的请留空", "enter the identifier, or leave it empty where there is none"),
    ),
    "several": Fault(Text("一格内有多个编号", "several identifiers in one cell"), Text("每行只填一个", "one to a row")),
    "repeated": Fault(
        Text("与同一张表中另一行完全相同", "the same as another row of the sheet in every cell"),
        Text(
            "重复填写的请删去；确为两次的，在备注中写明区别",
            "delete it if it was entered twice; if it happened twice, say in a note what differs",
        ),
    ),
    "incomplete": Fault(
        Text("缺少多个必填项，不像一条记录", "lacks several required values: hardly a record"),
        Text(
            "补全各项；小计、标题、说明等行请删去", "complete it; delete the row if it is a subtotal, title or remark"
        ),
    ),
    "whole": Fault(Text("应为整数", "must be a whole number"), Text("改为整数", "enter a whole number")),
    "minimum": Fault(
        Text("小于允许的最小值", "below the smallest value allowed"), Text("核对数值和正负号", "check value and sign")
    ),
    "maximum": Fault(Text("大于允许的最大值", "above the largest value allowed"), Text("核对数值", "check the value")),
    "yes_no": Fault(Text("应填“是”或“否”", "must be yes or no"), Text("填“是”或“否”", "enter 是 or 否")),
    "choice": Fault(
        Text("不在可选项内", "not one of the choices"),
        Text("改为可选项之一，或在台账页指定它对应哪一项", "use one of the choices, or assign it on the ledgers page"),
    ),
    "reference": Fault(
        Text("没有找到对应的记录", "no such record"),
        Text(
            "填写编号、全称或简称；新记录须先录入或同批上传",
            "enter its code, full or short name; hand new records in first or together",
        ),
    ),
    "ambiguous": Fault(
        Text("对应多条记录", "fits several records"),
        Text("改填其中一个的编号", "enter the code of the one that is meant"),
    ),
    "point": Fault(
        Text("不是有效坐标", "no valid coordinates"),
        Text("写作 经度,纬度，如 117.012345,39.123456", "write longitude,latitude"),
    ),
    "point_order": Fault(
        Text("经度和纬度写反了", "longitude and latitude are exchanged"),
        Text("先写经度，再写纬度", "longitude first, then latitude"),
    ),
    "system": Fault(
        Text("没有写明坐标系", "the coordinate system isn't named"),
        Text("在表头括号内写明，如 坐标（GCJ-02）", "name it in the header's brackets: Coordinates (GCJ-02)"),
    ),
    "geometry": Fault(
        Text("不是有效的 GeoJSON 面", "no valid GeoJSON polygon"),
        Text(
            "填写 Polygon 或 MultiPolygon 的 GeoJSON，首尾点相同",
            "enter a GeoJSON Polygon or MultiPolygon, rings closed",
        ),
    ),
    "geometry_size": Fault(
        Text("图形超过 30,000 字符", "the geometry is longer than 30,000 characters"),
        Text("减少小数位或顶点，或从边界文件导入", "fewer decimals or vertices, or import it as a boundary file"),
    ),
    "geometry_place": Fault(
        Text("图形不在我国境内", "the geometry lies outside China"),
        Text("核对坐标系和经纬度次序（经度在前）", "check the coordinate system and the order (longitude first)"),
    ),
    "season": Fault(
        Text("产季应为相邻两年", "a season is two years in a row"), Text("写作 2025-2026", "write it as 2025-2026")
    ),
    "attachment": Fault(
        Text("不是附件编号", "no attachment hash"), Text("填写 64 位附件编号", "enter the 64-digit hash")
    ),
    "foreign_file": Fault(
        Text(
            "这个附件不是您上传的，也不在您有权打开的记录中",
            "this file was not handed in by you, nor is it on file where you may open it",
        ),
        Text("在页面上传文件，由看板填写编号", "hand the file in on the page: the board enters its hash"),
    ),
    "uscc": Fault(
        Text("统一社会信用代码校验不通过（GB 32100）", "the credit code fails its check digit (GB 32100)"),
        Text("对照营业执照核对 18 位代码", "compare the 18 characters with the licence"),
    ),
    "decision_number": Fault(
        Text("文号格式应为 代字〔年份〕序号号", "must read like 代字〔YYYY〕N号"),
        Text("如 津北辰市监处罚〔2025〕128号", "like 津北辰市监处罚〔2025〕128号"),
    ),
    "mobile": Fault(
        Text("含有手机号码，不予入库", "holds a mobile number and is refused"),
        Text("删去手机号码", "remove the number"),
    ),
    "identity": Fault(
        Text("含有身份证号码，不予入库", "holds an identity number and is refused"),
        Text("删去身份证号码", "remove the number"),
    ),
    "too_long": Fault(Text("文字超过 5,000 字", "longer than 5,000 characters"), Text("缩短文字", "shorten it")),
    "duplicate": Fault(
        Text("同一编号在本次上传中出现多次", "the same key stands more than once in this upload"),
        Text("每个编号只保留一行", "keep one row for each key"),
    ),
    "not_allowed": Fault(
        Text(
            "这一行不归您报送：属于其他单位，或台账由管理员维护",
            "not yours to hand in: it belongs to another unit, or the administrator keeps this ledger",
        ),
        Text("删去这一行，请所属单位或管理员报送", "leave the row out: that unit or the administrator hands it in"),
    ),
    "column_missing": Fault(
        Text("新记录缺少必填列", "a new record lacks a required column"),
        Text("在表中加上这一列", "add the column to the sheet"),
    ),
}
