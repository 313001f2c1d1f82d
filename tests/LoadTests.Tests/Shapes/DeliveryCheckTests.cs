using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes;

public sealed class DeliveryCheckTests
{
    private readonly DeliveryCheck _check = new();

    [Fact]
    public void Numbers_in_order_are_good_and_nothing_is_lost()
    {
        Assert.Equal([Delivery.Good, Delivery.Good, Delivery.Good], Accept(0, 1, 2));
        Assert.Equal(0, _check.Settle(3));
    }

    [Fact]
    public void A_number_that_comes_again_is_unexpected() =>
        Assert.Equal([Delivery.Good, Delivery.Good, Delivery.Unexpected, Delivery.Unexpected], Accept(0, 1, 1, 0));

    [Fact]
    public void A_number_that_comes_after_a_later_one_is_out_of_order_and_not_lost()
    {
        Assert.Equal([Delivery.Good, Delivery.Good, Delivery.OutOfOrder], Accept(0, 2, 1));
        Assert.Equal(0, _check.Settle(3));
    }

    [Fact]
    public void Numbers_that_were_skipped_are_lost()
    {
        Accept(0, 3, 5);

        Assert.Equal(3, _check.Settle(6));
    }

    [Fact]
    public void Numbers_at_the_end_that_never_came_are_lost()
    {
        Accept(0);

        Assert.Equal(4, _check.Settle(5));
    }

    [Fact]
    public void A_loss_is_counted_once_and_its_late_arrival_is_unexpected()
    {
        Accept(0, 2);

        Assert.Equal(1, _check.Settle(3));
        Assert.Equal(0, _check.Settle(3));
        Assert.Equal([Delivery.Unexpected, Delivery.Good], Accept(1, 3));
    }

    private Delivery[] Accept(params long[] numbers) => [.. numbers.Select(_check.Accept)];
}
