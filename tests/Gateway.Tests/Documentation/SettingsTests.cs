using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using FChat.Auth;
using FChat.Calls;
using FChat.Dashboard;
using FChat.Gateway.Hosting;
using FChat.Hosting;
using FChat.Media.Janus;
using FChat.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FChat.Tests.Documentation;

/// <summary>The operators' page against the options classes, and the options classes against their promise to be checked at start.</summary>
public sealed class SettingsTests(DocumentedService service) : IClassFixture<DocumentedService>
{
    private static readonly Assembly[] Assemblies = [typeof(CallOptions).Assembly, typeof(SiloOptions).Assembly, typeof(GatewayServices).Assembly, typeof(AuthOptions).Assembly, typeof(MediaOptions).Assembly];

    // Read once by the composition itself, which checks them there.
    private static readonly Type[] CheckedByComposition = [typeof(SiloOptions), typeof(ClusterOptionsOfGateway), typeof(DashboardOptions)];

    // Of the two databases the documented service has the file.
    private static readonly ServiceProvider OtherDatabase = new ServiceCollection().AddPostgresStorage().BuildServiceProvider();

    private static readonly Type[] All =
        [.. Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => SectionOf(type) is not null)];

    public static TheoryData<Type> Checked => [.. All.Except(CheckedByComposition)];

    [Fact]
    public void Every_setting_is_documented_with_its_default_and_range()
    {
        var documented = MarkdownTable.In(Documents.Section(Documents.Operations, "## Settings"))
            .SelectMany(table => table.Rows).Select(row => $"| {row[0]} | {row[1]} | {row[2]} |").ToList();
        var settings = All.SelectMany(type => Settings(type), (type, property) =>
            $"| `{SectionOf(type)}:{property.Name}` | {DefaultOf(type, property)} | {RangeOf(property)} |").ToList();
        var differences = settings.Except(documented).Select(row => $"not documented: {row}").Concat(documented.Except(settings).Select(row => $"not so: {row}"));
        Assert.True(!differences.Any(), string.Join('\n', differences));
    }

    [Fact]
    public void The_readme_names_only_settings_that_there_are()
    {
        var named = MarkdownTable.Of(Documents.Readme, "setting").Rows.SelectMany(row => Documents.Names(row[0]));
        Assert.Empty(named.Except(All.SelectMany(Settings, (type, property) => $"{SectionOf(type)}:{property.Name}")).Except(["Urls"]));
    }

    [Fact]
    public void Every_options_class_is_sealed() => Assert.All(All, type => Assert.True(type.IsSealed, type.FullName));

    [Theory]
    [MemberData(nameof(Checked))]
    public void A_setting_out_of_its_range_is_refused_by_name(Type options)
    {
        foreach (var property in Settings(options).Where(property => property.IsDefined(typeof(RangeAttribute))))
        {
            var value = Activator.CreateInstance(options)!;
            property.SetValue(value, AboveOf(property));
            Assert.Contains(property.Name, Failures(options, value), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public void An_options_class_is_checked(Type options) =>
        Assert.NotEmpty(Validators(typeof(IValidateOptions<>).MakeGenericType(options)));

    private string Failures(Type options, object value)
    {
        var validator = typeof(IValidateOptions<>).MakeGenericType(options);
        var results = Validators(validator)
            .Select(one => (ValidateOptionsResult)validator.GetMethod("Validate")!.Invoke(one, [Options.DefaultName, value])!);
        return string.Join('\n', results.Where(result => result.Failed).Select(result => result.FailureMessage));
    }

    private IEnumerable<object?> Validators(Type validator) => service.Services.GetServices(validator).Concat(OtherDatabase.GetServices(validator));

    private static string? SectionOf(Type type) => type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string;

    private static PropertyInfo[] Settings(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string DefaultOf(Type type, PropertyInfo property) => property.GetValue(Activator.CreateInstance(type)) switch
    {
        null => "",
        string text => $"`{text}`",
        IEnumerable => "",
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond > 0 => $"`{time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0')}`",
        bool flag => flag ? "`true`" : "`false`",
        var value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string RangeOf(PropertyInfo property) => property switch
    {
        _ when property.GetCustomAttribute<RangeAttribute>() is { } range =>
            string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}"),
        { PropertyType.IsEnum: true } => string.Join(", ", Enum.GetNames(property.PropertyType)),
        _ => "",
    };

    private static object AboveOf(PropertyInfo property)
    {
        var most = property.GetCustomAttribute<RangeAttribute>()!.Maximum;
        return property.PropertyType == typeof(TimeSpan)
            ? TimeSpan.Parse((string)most, CultureInfo.InvariantCulture) + TimeSpan.FromTicks(1)
            : Convert.ChangeType(Convert.ToDouble(most, CultureInfo.InvariantCulture) + 1, property.PropertyType, CultureInfo.InvariantCulture);
    }
}
