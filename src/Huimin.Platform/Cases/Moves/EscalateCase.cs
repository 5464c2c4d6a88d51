using Huimin.Platform.Data;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Cases.Moves;

/// <summary>
/// The upper level takes a case up for review 提级复审: the lower level's file stands still from this moment on, and a case of the
/// upper level's own begins.
/// </summary>
public sealed class EscalateCase(CaseOffice office)
{
    /// <returns>Id of the review.</returns>
    /// <exception cref="CannotRunException">The reader's office does not stand above the one that acts, or it is under review already.</exception>
    public async Task<long> RunAsync(long id, Sent sent, string reason, CancellationToken cancellation = default)
    {
        reason = CaseOffice.Text(reason, $"请写明提级复审的理由。");
        if (await office.OpenAsync(id, sent, CaseAction.Escalate, cancellation) is not { } file)
            return (await office.ReadAsync(id, cancellation))?.Review ?? id;
        var (record, context) = (file.Record, office.Context);
        var level = context.Acting.Post is { } post ? new DivisionCode(post.Region).Level : RegionLevel.City;
        var type = office.Catalogue.Of(level == RegionLevel.County ? EscalatedReview.ByCounty : EscalatedReview.ByCity);
        var reviewId = await context.OwnDatabase.Ids.NextAsync("case", cancellation);
        var answers = new CaseForm { ["reason"] = reason };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var unit = CaseOffice.Unit(record.Region, level);
        var review = new Case
        {
            Id = reviewId,
            Number = CaseNumber.Of(unit, office.Today.Year, await NumberSeries.NextAsync(context, unit, NumberSeries.Cases, office.Today.Year, cancellation)),
            Type = type.Code,
            Line = record.Line,
            FormVersion = type.CurrentForm.Number,
            Channel = CaseChannel.HandedOver,
            ApplicationId = reviewId,
            ReviewOf = id,
            ReceivedAt = office.Now,
            Token = "review-" + sent.Token,
        };
        review.About(record.Region, record.HouseholdId, record.PersonId, record.Applicant);
        await office.SealAsync(review, answers, cancellation);
        review.Submit(type, office.Moment);
        review.Accept(type, office.Moment);
        review.GoTo(type.First, office.Moment);
        context.Add(review);
        office.Add(review, CaseEventKind.Received, "", reason, null);
        record.Freeze(office.Moment);
        await office.SaveAsync(file, CaseEventKind.Escalated, record.Step, reason, sent, cancellation);
        await transaction.CommitAsync(cancellation);
        return reviewId;
    }
}
