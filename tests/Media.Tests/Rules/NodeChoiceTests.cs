using CsCheck;

namespace FChat.Rules;

/// <summary>Where a call goes.</summary>
public sealed class NodeChoiceTests
{
    private static readonly NodeLook Good = new("good", IsUp: true, IsDrained: false, Load: 0.5, IsFull: false);

    private static readonly Gen<NodeLook[]> Nodes =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Double[0, 2], Gen.Bool).Array[0, 8].Select(all => all.Select((one, i) => new NodeLook($"n{i}", one.Item1, one.Item2, one.Item3, one.Item4)).ToArray());

    [Fact]
    public void Only_nodes_that_are_up_not_drained_and_not_full_are_chosen_and_each_of_them() => Nodes.Sample(nodes =>
        Assert.Equal(
            nodes.Where(node => node is { IsUp: true, IsDrained: false, IsFull: false }).Select(node => node.Name).Order(), NodeChoice.Order(nodes, "call").Order()));

    [Fact]
    public void The_least_loaded_is_the_first() => Nodes.Sample(nodes =>
    {
        var loads = NodeChoice.Order(nodes, "call").Select(name => nodes.First(node => node.Name == name).Load).ToList();
        Assert.Equal(loads.Order(), loads);
    });

    [Fact]
    public void A_node_that_carries_more_than_it_should_is_better_than_none() => Assert.Equal(["good"], NodeChoice.Order([Good with { Load = 7 }], "call"));

    [Fact]
    public void Among_equals_the_call_decides_and_always_the_same()
    {
        NodeLook[] nodes = [Good with { Name = "a" }, Good with { Name = "b" }, Good with { Name = "c" }];
        var firsts = Enumerable.Range(0, 300).Select(i => NodeChoice.Order(nodes, $"call {i}")[0]).ToList();
        Assert.Equal(firsts, Enumerable.Range(0, 300).Select(i => NodeChoice.Order(nodes.Reverse(), $"call {i}")[0]));
        Assert.All(firsts.GroupBy(name => name), same => Assert.InRange(same.Count(), 60, 140));
    }

    [Fact]
    public void Rooms_have_numbers_that_differ_by_call_and_generation_and_stay_whole_in_JSON()
    {
        var numbers = (from call in Enumerable.Range(0, 500) from generation in Enumerable.Range(1, 4) select RoomNumber.Of(new SfuRoomRequest($"call {call}", generation))).ToList();
        Assert.Distinct(numbers);
        Assert.All(numbers, number => Assert.InRange(number, 1, (1L << 52) - 1));
        Assert.Equal(numbers[0], RoomNumber.Of(new SfuRoomRequest("call 0", 1)));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(RoomNumber.Random(), 1, (1L << 52) - 1));
    }
}
