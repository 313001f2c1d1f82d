using System.Reflection;
using Orleans.Concurrency;

namespace FChat.Tests.Architecture;

/// <summary>What keeps grains simple: one turn at a time, and one row for each state.</summary>
public sealed class GrainHabitTests
{
    // Where a method may begin while another one of the same grain waits. It decides, or reads, before its first await; what it waits for is a write
    // that several share, or answers of others that the rest of the grain does not depend on.
    private static readonly Dictionary<string, string[]> Interleaving = new()
    {
        ["ICallGrain"] =
        [
            "Create", "DeviceConnected", "Execute", "FlushLedger", "GatewayLost", "Join",
            "Participants", "Poke", "Renew", "Resume", "RoomChanged", "Signal", "SignalMedia", "Subscribe", "View",
        ],
        ["IGatewayGrain"] = ["Observer"],
        ["IOnlineShardGrain"] = ["Sweep"],
        ["IRoomGrain"] = ["CallOver", "MarkRead", "SendMessage"],
    };

    private static IEnumerable<Type> GrainInterfaces =>
        Compiled.Contracts.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));

    [Fact]
    public void No_grain_is_reentrant() =>
        Assert.DoesNotContain(Compiled.GrainTypes, type =>
            type.IsDefined(typeof(ReentrantAttribute), inherit: true) || type.IsDefined(typeof(MayInterleaveAttribute), inherit: true));

    [Fact]
    public void Methods_interleave_only_where_it_was_thought_about()
    {
        var found = from type in GrainInterfaces
                    let methods = type.GetMethods().Where(method => method.IsDefined(typeof(AlwaysInterleaveAttribute))).Select(method => method.Name).Order().ToArray()
                    where methods.Length > 0
                    select $"{type.Name}: {string.Join(", ", methods)}";
        Assert.Equal(Interleaving.Select(entry => $"{entry.Key}: {string.Join(", ", entry.Value.Order())}").Order(), found.Order());
    }

    [Fact]
    public void No_message_is_sent_without_waiting_for_its_answer() =>
        Assert.DoesNotContain(GrainInterfaces.SelectMany(type => type.GetMethods()), method => method.IsDefined(typeof(OneWayAttribute)));

    [Fact]
    public void Every_state_has_a_name_of_its_own()
    {
        var names = Compiled.GrainTypes
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .SelectMany(maker => maker.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName)
            .OfType<string>()
            .ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Every_grain_interface_and_method_has_an_alias_that_outlives_renaming()
    {
        var without = GrainInterfaces.Where(type => !type.IsDefined(typeof(AliasAttribute))).Select(type => type.Name)
            .Concat(GrainInterfaces.SelectMany(type => type.GetMethods()).Where(method => !method.IsDefined(typeof(AliasAttribute))).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));
        Assert.Empty(without);
    }

    [Fact]
    public void Grains_and_options_are_sealed()
    {
        var open = Compiled.GrainTypes.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false }
            && (typeof(Grain).IsAssignableFrom(type) || type.Name.EndsWith("Options", StringComparison.Ordinal)));
        Assert.Empty(open.Select(type => type.FullName));
    }
}
