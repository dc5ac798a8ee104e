"""What a treatment plan costs before insurance: fee schedules, discounts, membership, phases, options, margins."""
