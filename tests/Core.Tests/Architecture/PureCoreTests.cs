using System.Reflection;

namespace FChat.Tests.Architecture;

/// <summary>The rules decide from what they are given: no Orleans, no waiting, no clock, no chance, no logger, and of FChat only the contracts' words.</summary>
public sealed class PureCoreTests
{
    private static readonly string[] ForeignNamespaces =
        ["Orleans", "Microsoft", "System.Threading", "System.IO", "System.Net", "System.Data", "System.Security.Cryptography", "System.Diagnostics"];

    // Attributes, an exception, and a hash: the same in, the same out.
    private static readonly string[] AllowedTypes =
        ["System.Diagnostics.UnreachableException", "System.Diagnostics.CodeAnalysis", "System.Security.Cryptography.SHA256"];

    private static readonly string[] ForeignTypes =
        ["System.TimeProvider", "System.Random", "System.Console", "System.Activator", "System.Guid", "System.Ulid"];

    private static readonly string[] ForeignMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64", "System.Environment.GetEnvironmentVariable",
    ];

    [Fact]
    public void The_rules_name_no_foreign_type()
    {
        var found = Uses(type => type.FullName is { } name && IsForeign(type.Namespace ?? "", name));
        Assert.Empty(found);
    }

    [Fact]
    public void The_rules_ask_no_clock()
    {
        var found = from type in Compiled.CoreTypes
                    from member in UsedMembers.Of(type)
                    let name = $"{member.DeclaringType?.FullName}.{member.Name}"
                    where ForeignMembers.Contains(name)
                    select $"{type.FullName} uses {name}";
        Assert.Empty(found.Distinct());
    }

    [Fact]
    public void The_rules_know_of_FChat_only_the_contracts_words() =>
        Assert.Empty(Uses(type => type.Assembly == Compiled.Grains && !Compiled.IsCore(type) && type.Namespace?.StartsWith("FChat", StringComparison.Ordinal) == true));

    [Fact]
    public void The_rules_send_nothing_to_grains_themselves() =>
        Assert.Empty(Uses(type => type.IsInterface && type.Assembly == Compiled.Contracts));

    [Fact]
    public void The_rules_have_no_static_state_that_changes()
    {
        var found = from type in Compiled.CoreTypes
                    from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    where !field.IsInitOnly && !field.IsLiteral && !field.Name.StartsWith('<')
                    select $"{type.FullName}.{field.Name}";
        Assert.Empty(found);
    }

    [Fact]
    public void The_reader_of_method_bodies_sees_calls_fields_and_locals()
    {
        var seen = UsedMembers.Of(typeof(Sample)).Select(member => $"{member.DeclaringType?.Name}.{member.Name}").ToHashSet();
        Assert.Superset(new HashSet<string> { "TimeProvider.GetTimestamp", "Random.get_Shared", "Random.Next" }, seen);
        Assert.Contains(UsedMembers.Of(typeof(Sample)).SelectMany(UsedMembers.TypesOf), type => type == typeof(Task<int>));
    }

    private static IEnumerable<string> Uses(Func<Type, bool> isWrong) =>
        (from type in Compiled.CoreTypes
         from member in UsedMembers.Of(type)
         from used in UsedMembers.TypesOf(member)
         where isWrong(used)
         select $"{type.FullName} uses {used.FullName}").Distinct();

    private static bool IsForeign(string space, string name) =>
        (ForeignTypes.Contains(name) || ForeignNamespaces.Any(foreign => space == foreign || space.StartsWith(foreign + ".", StringComparison.Ordinal)))
        && !AllowedTypes.Any(allowed => name.StartsWith(allowed, StringComparison.Ordinal));

    private sealed class Sample
    {
        public static Task<int>? Kept { get; set; }

        public static long Draw(TimeProvider time) => time.GetTimestamp() + Random.Shared.Next();
    }
}
