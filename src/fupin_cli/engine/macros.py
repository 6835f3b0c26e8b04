"""The catalogue's own functions, the same on every engine: comma lists, blanks, months, ages."""

# 名称、参数、定义；定义只用两个引擎含义相同的函数
MACROS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("空", ("值",), "(值 IS NULL OR CAST(值 AS VARCHAR) = '')"),
    ("有", ("值",), "(值 IS NOT NULL AND CAST(值 AS VARCHAR) <> '')"),
    ("含", ("列", "项"), "(concat(',', 列, ',') LIKE concat('%,', 项, ',%'))"),
    # 不同的项：同一项写了两遍算一项
    (
        "项数",
        ("列",),
        "(CASE WHEN 列 = '' THEN 0 ELSE array_length(list_distinct(string_split(列, ','))) END)",
    ),
    ("月序", ("日",), "(year(日) * 12 + month(日))"),
    ("日序", ("日",), "(year(日) * 10000 + month(日) * 100 + day(日))"),
    ("相隔天数", ("起", "止"), "date_diff('day', 起, 止)"),
    (
        "周岁",
        ("生日", "当日"),
        "(year(当日) - year(生日) - CASE WHEN month(当日) * 100 + day(当日) < month(生日) * 100 + day(生日) "
        "THEN 1 ELSE 0 END)",
    ),
)
