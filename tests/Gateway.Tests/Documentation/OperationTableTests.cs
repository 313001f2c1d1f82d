using FChat.Gateway.Operations;
using FChat.Gateway.Wire;
using Xunit;

namespace FChat.Tests.Documentation;

/// <summary>The protocol's page against the tables that the doors work by.</summary>
public sealed class OperationTableTests
{
    private static readonly string[] OfEveryOperation = ["command_id?", "traceparent?"];

    [Fact]
    public void Every_operation_is_documented_with_its_methods_role_and_fields()
    {
        var documented = MarkdownTable.In(Documents.Protocol).Where(table => table.Header[0] == "operation").SelectMany(table => table.Rows)
            .Select(row => $"{row[0].Trim('`')} {row[1]} {string.Join(' ', Documents.Names(row[2]))}".TrimEnd());
        Assert.Equal(OperationTable.All.Select(Line), documented);
    }

    [Fact]
    public void Every_field_is_documented_with_its_bounds()
    {
        var documented = MarkdownTable.Of(Documents.Protocol, "field", "is").Rows.Select(row => $"{row[0].Trim('`')}: {row[1]}");
        var fields = OperationTable.All.SelectMany(operation => operation.Fields).Select(field => $"{field.Name}: {field.Kind.Description}");
        Assert.Equal(fields.Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_error_code_is_documented_with_its_status()
    {
        var documented = MarkdownTable.Of(Documents.Protocol, "code", "HTTP").Rows.Select(row => $"{row[0].Trim('`')} {row[1]}");
        var codes = Enum.GetValues<ErrorCode>().Select(code => $"{ErrorCodes.All[code].Word} {ErrorCodes.All[code].Status}");
        Assert.Equal(codes, documented);
    }

    [Fact]
    public void Only_writes_take_a_command_id() =>
        Assert.All(OperationTable.All, operation => Assert.NotEqual(operation.IsRead, operation.Fields.Any(field => field.Name == "command_id")));

    private static string Line(Operation operation)
    {
        var methods = (operation.IsRead ? "GET, POST" : "POST") + (operation.IsForOperators ? ", operators" : "");
        var fields = operation.Fields.Select(field => field.Name + (field.IsRequired ? "" : "?")).Except(OfEveryOperation);
        return $"{operation.Name} {methods} {string.Join(' ', fields)}".TrimEnd();
    }
}
